import { Injectable } from '@nestjs/common';
import type { AgreementOpenedV1, VehicleReturnedV1 } from '@houtai/event-catalogue';
import { UnitOfWork } from '@houtai/messaging';
import type { NextStep, RentalFollowUp } from '../vehicles/rental-follow-up';
import { inspectionAfter, isHelped } from './helped-rental';

/**
 * Nobody stands in the yard for a rental that a helper plays: its vehicle is checked in by itself, or each rental that is tried
 * would cost the test realm a vehicle. All others wait for staff.
 */
@Injectable()
export class HelpedRentalStore implements RentalFollowUp {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async opened(rentals: readonly AgreementOpenedV1[]): Promise<void> {
    const ids = rentals.filter(isHelped).map(({ agreementId }) => agreementId);
    if (ids.length === 0) return;
    const text = 'insert into helped_rental (agreement_id) select unnest($1::uuid[]) on conflict do nothing';
    await this.unitOfWork.sql.write(text, [ids]);
  }

  async returned(returns: readonly VehicleReturnedV1[]): Promise<ReadonlyMap<string, NextStep>> {
    const rows = await this.unitOfWork.sql.rows<{ id: string }>(
      'delete from helped_rental where agreement_id = any($1::uuid[]) returning agreement_id as id',
      [returns.map(({ agreementId }) => agreementId)],
    );
    const helped = new Set(rows.map(({ id }) => id));
    return new Map(
      returns
        .filter(({ agreementId }) => helped.has(agreementId))
        .map((one) => [one.agreementId, inspectionAfter(one)]),
    );
  }
}

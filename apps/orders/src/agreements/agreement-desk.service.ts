import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_TIME_ZONE, type Instant } from '@houtai/domain-kit';
import { CLOCK, ValidationFailedError, type Clock, type Reach } from '@houtai/service-host';
import { OrdersConfig } from '../orders.config';
import { RatePlanQueries } from '../pricing/rate-plan.queries';
import { ReferenceDataQueries } from '../reference-data/reference-data.queries';
import type { ReturnRequest } from './agreement.dto';
import { AgreementStore, type StoredAgreement } from './agreement.store';

interface About {
  version?: number;
  /** When it happens; now without. */
  at?: Instant;
}

/** Return and settlement at the counter. */
@Injectable()
export class AgreementDesk {
  constructor(
    private readonly agreements: AgreementStore,
    private readonly ratePlans: RatePlanQueries,
    private readonly reference: ReferenceDataQueries,
    private readonly config: OrdersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async takeBack(
    agreementId: string,
    reach: Reach,
    back: ReturnRequest,
    { version, at = this.clock.now() }: About,
  ): Promise<StoredAgreement> {
    const { branchId, odometerKm, fuelPercent } = back;
    if (!(await this.reference.branch(branchId))) throw unknownBranch();
    const command = { type: 'ReturnVehicle', branchId, odometerKm, fuelPercent, at } as const;
    return this.agreements.handle(agreementId, reach, command, { ifMatch: version });
  }

  async settle(
    agreementId: string,
    reach: Reach,
    { version, at = this.clock.now() }: About,
  ): Promise<StoredAgreement> {
    const { unauthorisedAfterDays, overduePenaltyPercent: penaltyPercent } = this.config;
    return this.agreements.handle(
      agreementId,
      reach,
      async ({ price, pickUp }) => {
        const plan = await this.ratePlans.one(price.ratePlanId);
        const branch = await this.reference.branch(pickUp.branchId);
        const timeZone = branch?.timeZone ?? DEFAULT_TIME_ZONE;
        return {
          type: 'SettleAgreement',
          plan,
          timeZone,
          rule: { unauthorisedAfterDays, penaltyPercent },
          at,
        };
      },
      { ifMatch: version },
    );
  }
}

function unknownBranch(): ValidationFailedError {
  return new ValidationFailedError([
    {
      field: 'branchId',
      rule: 'known-branch',
      message: { en: 'branchId is no known branch', zh: 'branchId 不是已知的门店' },
    },
  ]);
}

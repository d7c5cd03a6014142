import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import { instantOf, type Span } from '../planning/plan';

/** A vehicle that nobody is to be promised in that time. */
export interface KeptFree {
  vehicleId: string;
  span: Span;
  /** Where fleet is to take it. */
  toBranchId?: string;
}

/** What comes of all that is kept of the vehicle, for an update of it: planning reads these columns. */
export const WHAT_IS_KEPT = `
  kept_free = coalesce((select range_agg(k.span) from kept_free k where k.vehicle_id = vehicle.vehicle_id), '{}'),
  kept_free_until = (select max(k.until) from kept_free k where k.vehicle_id = vehicle.vehicle_id)`;

/** Vehicles that committed what-ifs keep free until fleet has made the change, or the time for that is over. */
@Injectable()
export class KeptFreeStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What another what-if keeps free of the vehicle stays so. */
  async keep({ vehicleId, span, toBranchId }: KeptFree, whatIfId: string, until: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into kept_free (what_if_id, vehicle_id, span, until, to_branch_id)
       values ($1, $2, tstzrange($3::timestamptz, $4::timestamptz), $5, $6)`,
      [whatIfId, vehicleId, endOf(span.from), endOf(span.to), until, toBranchId ?? null],
    );
    await this.fold(vehicleId);
  }

  /** Vehicles that a what-if keeps free. */
  async of(whatIfId: string, vehicleIds: readonly string[]): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string }>(
      'select vehicle_id from kept_free where vehicle_id = any($1::uuid[]) and what_if_id = $2 order by 1',
      [vehicleIds, whatIfId],
    );
    return rows.map((row) => row.vehicle_id);
  }

  /** Vehicles for which the time is over. */
  async due(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string; due: Date }>(
      `select vehicle_id, min(until) as due from kept_free where until <= $1 group by 1 order by 2, 1 limit $2`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.vehicle_id, dueAt: toInstant(row.due) }));
  }

  async end(vehicleId: string, whatIfId: string): Promise<void> {
    await this.unitOfWork.sql.write('delete from kept_free where vehicle_id = $1 and what_if_id = $2', [
      vehicleId,
      whatIfId,
    ]);
    await this.fold(vehicleId);
  }

  /** What it is kept free for longer than `now` stays. */
  async endIfOver(vehicleId: string, now: Instant): Promise<void> {
    await this.unitOfWork.sql.write('delete from kept_free where vehicle_id = $1 and until <= $2', [
      vehicleId,
      now,
    ]);
    await this.fold(vehicleId);
  }

  private async fold(vehicleId: string): Promise<void> {
    await this.unitOfWork.sql.write(`update vehicle set ${WHAT_IS_KEPT} where vehicle_id = $1`, [vehicleId]);
  }
}

function endOf(at: number): Instant | null {
  return Number.isFinite(at) ? instantOf(at) : null;
}

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

/** Until fleet has done what it is for. */
export const NOT_KEPT = `kept_free = '{}', kept_free_until = null, kept_free_for = null, kept_free_to_branch_id = null`;

/** Vehicles that a committed what-if keeps free until fleet has made the change, or the time for that is over. */
@Injectable()
export class KeptFreeStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What another what-if keeps free of the vehicle stays so. */
  async keep({ vehicleId, span, toBranchId }: KeptFree, whatIfId: string, until: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle
          set kept_free = kept_free + tstzmultirange(tstzrange($2::timestamptz, $3::timestamptz)),
              kept_free_until = greatest(kept_free_until, $4), kept_free_for = $5,
              kept_free_to_branch_id = case when kept_free = '{}' then $6::uuid end
        where vehicle_id = $1`,
      [vehicleId, endOf(span.from), endOf(span.to), until, whatIfId, toBranchId ?? null],
    );
  }

  /** Vehicles that a what-if keeps free. */
  async of(whatIfId: string, vehicleIds: readonly string[]): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string }>(
      'select vehicle_id from vehicle where vehicle_id = any($1::uuid[]) and kept_free_for = $2 order by 1',
      [vehicleIds, whatIfId],
    );
    return rows.map((row) => row.vehicle_id);
  }

  /** Vehicles for which the time is over. */
  async due(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string; due: Date }>(
      `select vehicle_id, kept_free_until as due from vehicle
        where kept_free_until is not null and kept_free_until <= $1 order by 2, 1 limit $2`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.vehicle_id, dueAt: toInstant(row.due) }));
  }

  async end(vehicleId: string): Promise<void> {
    await this.unitOfWork.sql.write(`update vehicle set ${NOT_KEPT} where vehicle_id = $1`, [vehicleId]);
  }

  /** Only where it is still over: it may be kept free anew. */
  async endIfOver(vehicleId: string, now: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set ${NOT_KEPT} where vehicle_id = $1 and kept_free_until <= $2`,
      [vehicleId, now],
    );
  }
}

function endOf(at: number): Instant | null {
  return Number.isFinite(at) ? instantOf(at) : null;
}

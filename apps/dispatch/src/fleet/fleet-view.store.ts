import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DispatchConfig } from '../dispatch.config';
import { BranchTimes } from './branch-times';

export interface BranchFacts {
  branchId: string;
  code: string;
  name: string;
  city: string;
  timeZone: string;
  turnaroundMinutes: number;
  openedAt: Instant;
}

/** What dispatch knows of branches and classes from the events of fleet. */
@Injectable()
export class FleetViewStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: DispatchConfig,
  ) {}

  async openBranch({
    branchId,
    code,
    name,
    city,
    timeZone,
    turnaroundMinutes,
    openedAt,
  }: BranchFacts): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into branch (branch_id, code, name, city, time_zone, turnaround_minutes, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (branch_id) do update
         set code = excluded.code, name = excluded.name, city = excluded.city, time_zone = excluded.time_zone,
             turnaround_minutes = excluded.turnaround_minutes`,
      [branchId, code, name, city, timeZone, turnaroundMinutes, openedAt],
    );
  }

  /**
   * From then on it is closed; without a date it stays open.
   * @returns the date before, and undefined where nothing changes
   */
  async closeBranch(
    branchId: string,
    closedFrom: Instant | undefined,
    decidedAt: Instant,
  ): Promise<{ before: Instant | undefined } | undefined> {
    const rows = await this.unitOfWork.sql.rows<{ before: Date | null }>(
      `update branch b set closed_from = $2, closing_decided_at = $3
         from (select branch_id, closed_from as before from branch where branch_id = $1 for update) known
        where b.branch_id = known.branch_id and known.before is distinct from $2::timestamptz
       returning known.before`,
      [branchId, closedFrom ?? null, closedFrom === undefined ? null : decidedAt],
    );
    return rows[0] && { before: rows[0].before === null ? undefined : toInstant(rows[0].before) };
  }

  async defineClass(classCode: string, name: string, rank: number): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into vehicle_class (class_code, name, rank) values ($1, $2, $3)
       on conflict (class_code) do update set name = excluded.name, rank = excluded.rank`,
      [classCode, name, rank],
    );
  }

  /** All classes, the lowest first. */
  async classCodes(): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ class_code: string }>(
      'select class_code from vehicle_class order by rank, class_code',
    );
    return rows.map((row) => row.class_code);
  }

  /** The next higher class that there is, among those allowed when some are named. */
  async nextClass(classCode: string, allowed?: readonly string[]): Promise<string | undefined> {
    const rows = await this.unitOfWork.sql.rows<{ class_code: string }>(
      `select up.class_code from vehicle_class own join vehicle_class up on up.rank > own.rank
        where own.class_code = $1 and ($2::text[] is null or up.class_code = any($2))
        order by up.rank, up.class_code limit 1`,
      [classCode, allowed ?? null],
    );
    return rows[0]?.class_code;
  }

  /** Those of these branches that there are. */
  async knownBranches(branchIds: readonly string[]): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ branch_id: string }>(
      'select branch_id from branch where branch_id = any($1::uuid[])',
      [branchIds],
    );
    return rows.map((row) => row.branch_id);
  }

  /** Other branches of the same city, closed ones as well. */
  async siblingBranches(branchId: string): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ branch_id: string }>(
      `select other.branch_id from branch own join branch other on other.city = own.city
        where own.branch_id = $1 and other.branch_id <> $1 order by other.code`,
      [branchId],
    );
    return rows.map((row) => row.branch_id);
  }

  async branchTimes(branchIds: readonly string[]): Promise<BranchTimes> {
    const rows = await this.unitOfWork.sql.rows<{
      branch_id: string;
      turnaround_minutes: number;
      closed_from: Date | null;
    }>('select branch_id, turnaround_minutes, closed_from from branch where branch_id = any($1::uuid[])', [
      branchIds,
    ]);
    const known = rows.map(
      ({ branch_id: id, turnaround_minutes: turnaroundMinutes, closed_from: closed }) => {
        return [id, { turnaroundMinutes, ...(closed && { closedFrom: toInstant(closed) }) }] as const;
      },
    );
    return new BranchTimes(new Map(known), this.config.defaultTurnaroundMinutes);
  }
}

import { Injectable } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DispatchConfig } from '../dispatch.config';

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

  async closeBranch(branchId: string, closedFrom: Instant): Promise<void> {
    await this.unitOfWork.sql.write('update branch set closed_from = $2 where branch_id = $1', [
      branchId,
      closedFrom,
    ]);
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

  /** Other branches of the same city that are open at a time. */
  async siblingBranches(branchId: string, at: Instant): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ branch_id: string }>(
      `select other.branch_id from branch own join branch other on other.city = own.city
        where own.branch_id = $1 and other.branch_id <> $1 and (other.closed_from is null or other.closed_from > $2)
        order by other.code`,
      [branchId, at],
    );
    return rows.map((row) => row.branch_id);
  }

  /** When a vehicle that is returned at one of these branches is ready again. */
  async readiness(
    branchIds: readonly string[],
  ): Promise<(stop: { branchId: string; at: Instant }) => Instant> {
    const rows = await this.unitOfWork.sql.rows<{ branch_id: string; turnaround_minutes: number }>(
      'select branch_id, turnaround_minutes from branch where branch_id = any($1::uuid[])',
      [branchIds],
    );
    const minutes = new Map(rows.map((row) => [row.branch_id, row.turnaround_minutes]));
    return ({ branchId, at }) =>
      addMinutes(at, minutes.get(branchId) ?? this.config.defaultTurnaroundMinutes);
  }
}

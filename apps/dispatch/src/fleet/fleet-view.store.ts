import { Injectable } from '@nestjs/common';
import { addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { instantOf, type Span } from '../planning/plan';

export interface BranchFacts {
  branchId: string;
  code: string;
  name: string;
  city: string;
  timeZone: string;
  turnaroundMinutes: number;
  openedAt: Instant;
}

export interface RegisteredVehicle {
  vehicleId: string;
  classCode: string;
  plate: string;
  branchId: string;
  fit: readonly Span[];
  registeredAt: Instant;
}

/** What dispatch knows of branches, classes and vehicles from the events of others. */
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

  async defineClass(classCode: string, name: string, rank: number): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into vehicle_class (class_code, name, rank) values ($1, $2, $3)
       on conflict (class_code) do update set name = excluded.name, rank = excluded.rank`,
      [classCode, name, rank],
    );
  }

  /** A vehicle already heard of from a rental keeps the place where that left it. */
  async registerVehicle({
    vehicleId,
    classCode,
    plate,
    branchId,
    registeredAt,
    fit,
  }: RegisteredVehicle): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into vehicle as v (vehicle_id, class_code, plate, in_fleet, branch_id, located_at, free_from, fit)
       values ($1, $2, $3, true, $4, $5, $5, $6::tstzmultirange)
       on conflict (vehicle_id) do update
         set class_code = excluded.class_code, plate = excluded.plate, in_fleet = true, fit = excluded.fit,
             branch_id = case when v.located_at > excluded.located_at then v.branch_id else excluded.branch_id end,
             free_from = greatest(v.free_from, excluded.free_from),
             located_at = greatest(v.located_at, excluded.located_at)`,
      [vehicleId, classCode, plate, branchId, registeredAt, multirange(fit)],
    );
  }

  /** Makes a vehicle known that a rental speaks of before its registration was heard of. */
  async noticeVehicle(
    vehicleId: string,
    branchId: string,
    at: Instant,
    classCode: string | null,
  ): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into vehicle (vehicle_id, class_code, in_fleet, branch_id, located_at, free_from)
       values ($1, $2, false, $3, $4, $4) on conflict (vehicle_id) do nothing`,
      [vehicleId, classCode, branchId, at],
    );
  }

  /** Where a rental left the vehicle; older news than what is known is passed over. */
  async locateVehicle(vehicleId: string, branchId: string, at: Instant, freeFrom: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set branch_id = $2, located_at = $3, free_from = $4
        where vehicle_id = $1 and located_at <= $3`,
      [vehicleId, branchId, at, freeFrom],
    );
  }

  async renewPapers(vehicleId: string, fit: readonly Span[]): Promise<void> {
    await this.unitOfWork.sql.write('update vehicle set fit = $2::tstzmultirange where vehicle_id = $1', [
      vehicleId,
      multirange(fit),
    ]);
  }

  /** @param to expected end; null when nobody knows */
  async ground(vehicleId: string, from: Instant, to: Instant | null, reason: string): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set grounded = tstzrange($2::timestamptz, $3::timestamptz), grounded_reason = $4
        where vehicle_id = $1`,
      [vehicleId, from, to !== null && to > from ? to : null, reason],
    );
  }

  /** Vehicles that should have been back in service by `now`. */
  async lateGroundings(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ vehicle_id: string; due: Date }>(
      `select vehicle_id, upper(grounded) as due from vehicle
        where grounded is not null and upper(grounded) <= $1 order by 2, 1 limit $2`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.vehicle_id, dueAt: toInstant(row.due) }));
  }

  /** Only where it is still late: it may have come back in the meantime. */
  async extendGrounding(vehicleId: string, now: Instant, to: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update vehicle set grounded = tstzrange(lower(grounded), $3)
        where vehicle_id = $1 and grounded is not null and upper(grounded) <= $2`,
      [vehicleId, now, to],
    );
  }

  async returnToService(vehicleId: string): Promise<void> {
    await this.unitOfWork.sql.write(
      'update vehicle set grounded = null, grounded_reason = null where vehicle_id = $1',
      [vehicleId],
    );
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

  /** Other branches of the same city. */
  async siblingBranches(branchId: string): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ branch_id: string }>(
      `select other.branch_id from branch own join branch other on other.city = own.city
        where own.branch_id = $1 and other.branch_id <> $1 order by other.code`,
      [branchId],
    );
    return rows.map((row) => row.branch_id);
  }

  /** When a vehicle returned there at `at` is ready again. */
  async readyAfter(branchId: string, at: Instant): Promise<Instant> {
    return (await this.readiness([branchId]))({ branchId, at });
  }

  /** The same for returns at any of these branches. */
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

/** Text of a tstzmultirange. */
function multirange(spans: readonly Span[]): string {
  return `{${spans.map(({ from, to }) => `[${instantOf(from)},${instantOf(to)})`).join(',')}}`;
}

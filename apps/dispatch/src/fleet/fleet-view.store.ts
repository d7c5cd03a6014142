import { Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { DispatchConfig } from '../dispatch.config';
import type { Span } from '../planning/plan';
import { instantOf } from '../planning/plan.store';

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
  constructor(private readonly config: DispatchConfig) {}

  async openBranch(sql: Sql, branch: BranchFacts): Promise<void> {
    await sql.rows(
      `insert into branch (branch_id, code, name, city, time_zone, turnaround_minutes, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (branch_id) do update
         set code = excluded.code, name = excluded.name, city = excluded.city, time_zone = excluded.time_zone,
             turnaround_minutes = excluded.turnaround_minutes`,
      [
        branch.branchId,
        branch.code,
        branch.name,
        branch.city,
        branch.timeZone,
        branch.turnaroundMinutes,
        branch.openedAt,
      ],
    );
  }

  async defineClass(sql: Sql, classCode: string, name: string, rank: number): Promise<void> {
    await sql.rows(
      `insert into vehicle_class (class_code, name, rank) values ($1, $2, $3)
       on conflict (class_code) do update set name = excluded.name, rank = excluded.rank`,
      [classCode, name, rank],
    );
  }

  /** A vehicle already heard of from a rental keeps the place where that left it. */
  async registerVehicle(sql: Sql, vehicle: RegisteredVehicle): Promise<void> {
    await sql.rows(
      `insert into vehicle as v (vehicle_id, class_code, plate, in_fleet, branch_id, located_at, free_from, fit)
       values ($1, $2, $3, true, $4, $5, $5, $6::tstzmultirange)
       on conflict (vehicle_id) do update
         set class_code = excluded.class_code, plate = excluded.plate, in_fleet = true, fit = excluded.fit,
             branch_id = case when v.located_at > excluded.located_at then v.branch_id else excluded.branch_id end,
             free_from = greatest(v.free_from, excluded.free_from),
             located_at = greatest(v.located_at, excluded.located_at)`,
      [
        vehicle.vehicleId,
        vehicle.classCode,
        vehicle.plate,
        vehicle.branchId,
        vehicle.registeredAt,
        multirange(vehicle.fit),
      ],
    );
  }

  /** Makes a vehicle known that a rental speaks of before its registration was heard of. */
  async noticeVehicle(
    sql: Sql,
    vehicleId: string,
    branchId: string,
    at: Instant,
    classCode: string | null,
  ): Promise<void> {
    await sql.rows(
      `insert into vehicle (vehicle_id, class_code, in_fleet, branch_id, located_at, free_from)
       values ($1, $2, false, $3, $4, $4) on conflict (vehicle_id) do nothing`,
      [vehicleId, classCode, branchId, at],
    );
  }

  /** Where a rental left the vehicle; older news than what is known is passed over. */
  async locateVehicle(
    sql: Sql,
    vehicleId: string,
    branchId: string,
    at: Instant,
    freeFrom: Instant,
  ): Promise<void> {
    await sql.rows(
      `update vehicle set branch_id = $2, located_at = $3, free_from = $4
        where vehicle_id = $1 and located_at <= $3`,
      [vehicleId, branchId, at, freeFrom],
    );
  }

  async renewPapers(sql: Sql, vehicleId: string, fit: readonly Span[]): Promise<void> {
    await sql.rows('update vehicle set fit = $2::tstzmultirange where vehicle_id = $1', [
      vehicleId,
      multirange(fit),
    ]);
  }

  /** @param to expected end; null when nobody knows */
  async ground(
    sql: Sql,
    vehicleId: string,
    from: Instant,
    to: Instant | null,
    reason: string,
  ): Promise<void> {
    await sql.rows(
      `update vehicle set grounded = tstzrange($2::timestamptz, $3::timestamptz), grounded_reason = $4
        where vehicle_id = $1`,
      [vehicleId, from, to !== null && to > from ? to : null, reason],
    );
  }

  async returnToService(sql: Sql, vehicleId: string): Promise<void> {
    await sql.rows('update vehicle set grounded = null, grounded_reason = null where vehicle_id = $1', [
      vehicleId,
    ]);
  }

  /** Classes whose plans the vehicles belong to; a vehicle of unknown class belongs to none. */
  async classesOf(sql: Sql, vehicleIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await sql.rows<{ vehicle_id: string; class_code: string }>(
      'select vehicle_id, class_code from vehicle where vehicle_id = any($1::uuid[]) and class_code is not null',
      [vehicleIds],
    );
    return new Map(rows.map((row) => [row.vehicle_id, row.class_code]));
  }

  /** The class one rank above, if there is one. */
  async nextClass(sql: Sql, classCode: string): Promise<string | undefined> {
    const rows = await sql.rows<{ class_code: string }>(
      `select up.class_code from vehicle_class own join vehicle_class up on up.rank = own.rank + 1
        where own.class_code = $1 order by up.class_code limit 1`,
      [classCode],
    );
    return rows[0]?.class_code;
  }

  /** Other branches of the same city. */
  async siblingBranches(sql: Sql, branchId: string): Promise<string[]> {
    const rows = await sql.rows<{ branch_id: string }>(
      `select other.branch_id from branch own join branch other on other.city = own.city
        where own.branch_id = $1 and other.branch_id <> $1 order by other.code`,
      [branchId],
    );
    return rows.map((row) => row.branch_id);
  }

  /** When a vehicle returned there at `at` is ready again. */
  async readyAfter(sql: Sql, branchId: string, at: Instant): Promise<Instant> {
    const rows = await sql.rows<{ turnaround_minutes: number }>(
      'select turnaround_minutes from branch where branch_id = $1',
      [branchId],
    );
    return addMinutes(at, rows[0]?.turnaround_minutes ?? this.config.defaultTurnaroundMinutes);
  }
}

/** Text of a tstzmultirange. */
function multirange(spans: readonly Span[]): string {
  return `{${spans.map(({ from, to }) => `[${instantOf(from)},${instantOf(to)})`).join(',')}}`;
}

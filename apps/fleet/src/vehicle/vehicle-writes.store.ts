import type { Sql } from '@houtai/messaging';
import { refuse } from '../fleet.errors';
import { RegisteredVehicle } from './vehicle';
import { StoredVehicle, allColumns, changingColumns } from './vehicle.row';

/** Adds the row of a new vehicle. Refuses a VIN or plate in use, and a class or branch that does not exist. */
export async function insertVehicle(sql: Sql, { vehicle, version }: StoredVehicle): Promise<void> {
  await refuseUnknownReferences(sql, vehicle);
  const columns = Object.entries(allColumns(vehicle, version));
  const inserted: unknown[] = await sql.rows(
    `insert into vehicle (${columns.map(([name]) => name).join(', ')})
     values (${columns.map((_, n) => `$${n + 1}`).join(', ')})
     on conflict do nothing returning id`,
    columns.map(([, value]) => value),
  );
  if (inserted.length === 0) await refuseTaken(sql, vehicle);
  await writePapers(sql, vehicle);
}

/** Writes what a decision changed. Parts that are the same object as before were not touched by it. */
export async function updateVehicle(
  sql: Sql,
  before: RegisteredVehicle,
  { vehicle, version }: StoredVehicle,
): Promise<void> {
  const columns = Object.entries(changingColumns(vehicle, version));
  await sql.rows(
    `update vehicle set ${columns.map(([name], n) => `${name} = $${n + 2}`).join(', ')} where id = $1`,
    [vehicle.id, ...columns.map(([, value]) => value)],
  );
  if (vehicle.papers !== before.papers) {
    await sql.rows('delete from vehicle_paper where vehicle_id = $1', [vehicle.id]);
    await writePapers(sql, vehicle);
  }
  if (vehicle.allocations !== before.allocations) {
    await sql.rows('delete from vehicle_allocation where vehicle_id = $1', [vehicle.id]);
    await writeAllocations(sql, vehicle);
  }
}

async function writePapers(sql: Sql, { id, papers }: RegisteredVehicle): Promise<void> {
  await sql.rows(
    `insert into vehicle_paper (vehicle_id, kind, number, valid_from, valid_to, position)
     select $1, p.kind, p.number, p."validFrom", p."validTo", p.position
       from rows from (jsonb_to_recordset($2::jsonb)
              as (kind text, number text, "validFrom" timestamptz, "validTo" timestamptz))
            with ordinality as p(kind, number, "validFrom", "validTo", position)`,
    [id, JSON.stringify(papers)],
  );
}

async function writeAllocations(sql: Sql, { id, allocations }: RegisteredVehicle): Promise<void> {
  await sql.rows(
    `insert into vehicle_allocation (allocation_id, vehicle_id, reservation_id, starts_at, ends_at)
     select a."allocationId", $1, a."reservationId", a."from", a."to"
       from jsonb_to_recordset($2::jsonb)
         as a("allocationId" uuid, "reservationId" uuid, "from" timestamptz, "to" timestamptz)`,
    [id, JSON.stringify(allocations)],
  );
}

async function refuseUnknownReferences(sql: Sql, vehicle: RegisteredVehicle): Promise<void> {
  const { classCode, branchId } = vehicle;
  const rows: { branch: boolean; class: boolean }[] = await sql.rows(
    `select exists (select from branch where id = $1) as branch,
            exists (select from vehicle_class where class_code = $2) as class`,
    [branchId, classCode],
  );
  if (!rows[0]?.branch) refuse('branch-unknown', { branchId });
  if (!rows[0]?.class) refuse('vehicle-class-unknown', { classCode });
}

async function refuseTaken(sql: Sql, { vin, plate }: RegisteredVehicle): Promise<never> {
  const sameVin: unknown[] = await sql.rows('select from vehicle where vin = $1', [vin]);
  if (sameVin.length > 0) refuse('vin-taken', { vin });
  return refuse('plate-taken', { plate });
}

import type { Drive } from '../drives/network';

/** How a hold says from where its vehicle is driven. */
export interface RelocationColumns {
  relocated_from_branch_id: string;
  relocation_minutes: number;
  relocation_fen: number;
}

const MINUTE = 60_000;

export function relocationColumns(drive: Drive): RelocationColumns {
  const { fromBranchId, ms, costFen } = drive;
  return {
    relocated_from_branch_id: fromBranchId,
    relocation_minutes: ms / MINUTE,
    relocation_fen: costFen,
  };
}

/** The same with their types, for a recordset. */
export const RELOCATION_FIELDS =
  'relocated_from_branch_id uuid, relocation_minutes integer, relocation_fen bigint';

/** The drive is over, made or not, and the hold `h` stays on its vehicle in its new place `n`, without another drive. */
const IS_OVER = `h.vehicle_id = n."vehicleId" and n.relocated_from_branch_id is null
  and (h.relocated_at is not null or h.relocation_missed_at is not null)`;

const anew = (column: string, value: string) =>
  `${column} = case when ${IS_OVER} then h.${column} else ${value} end`;

/** Of a hold `h` that gets the place `n`. */
export const RELOCATION_OF_PLACE = [
  anew('relocated_from_branch_id', 'n.relocated_from_branch_id'),
  anew('relocation_minutes', 'n.relocation_minutes'),
  anew('relocation_fen', 'n.relocation_fen'),
  anew('relocated_at', 'null'),
  anew('relocation_missed_at', 'null'),
].join(', ');

/** When the vehicle of a hold `h` that stays stood there: whoever uses it has found it there. */
export function relocatedByUse(status: string, begins: string): string {
  return `case when ${status} = 'in-use' and h.awaits_relocation then ${begins} else h.relocated_at end`;
}

const SAME_VEHICLE = 'h.vehicle_id = excluded.vehicle_id';

/** Of a hold `h` that is handed over, as `excluded` says: a vehicle that was to be driven there has been. */
export const RELOCATION_OF_USE = `
  relocated_from_branch_id = case when ${SAME_VEHICLE} then h.relocated_from_branch_id end,
  relocation_minutes = case when ${SAME_VEHICLE} then h.relocation_minutes end,
  relocation_fen = case when ${SAME_VEHICLE} then h.relocation_fen end,
  relocation_missed_at = case when ${SAME_VEHICLE} then h.relocation_missed_at end,
  relocated_at = case when ${SAME_VEHICLE} and h.relocated_from_branch_id is not null and h.relocation_missed_at is null
                      then coalesce(h.relocated_at, excluded.from_at) end`;

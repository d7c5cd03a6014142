import { assertNever, column, toInstant, type Fields, type RowOf } from '@houtai/domain-kit';
import type { AbsenceWish, AskedAbsence, HeldWindow } from './absence';

type Refused = Extract<AskedAbsence, { status: 'refused' }>;

/** Columns of `absence`. */
export const COLUMNS = {
  fixed: {
    id: column<string>(),
    vehicle_id: column<string>(),
    kind: column<AbsenceWish['kind']>(),
    need: column<AbsenceWish['need']>(),
    firmness: column<AbsenceWish['firmness']>(),
    minutes: column<number>(),
    candidates: column<AbsenceWish['candidates']>(),
    note: column<string | null>(),
    requested_at: column<Date>(),
    expires_at: column<Date>(),
  },
  changing: {
    status: column<AskedAbsence['status']>(),
    held_vehicle_id: column<string | null>(),
    from_at: column<Date | null>(),
    to_at: column<Date | null>(),
    reasons: column<Refused['reasons'] | null>(),
    alternatives: column<HeldWindow[] | null>(),
    ended_at: column<Date | null>(),
  },
};
export type AbsenceRow = RowOf<typeof COLUMNS>;

export function toAbsence(row: Fields<AbsenceRow>): AskedAbsence {
  const { status, heldVehicleId, fromAt, toAt, reasons = [], alternatives = [], ...rest } = row;
  const { endedAt = rest.expiresAt, ...asked } = rest;
  const isHeld = heldVehicleId !== undefined && fromAt !== undefined && toAt !== undefined;
  const window = isHeld ? { vehicleId: heldVehicleId, from: fromAt, to: toAt } : undefined;
  switch (status) {
    case 'wanted':
      return { ...asked, status };
    case 'refused':
      return { ...asked, status, reasons, alternatives };
    case 'expired':
      return { ...asked, status, endedAt };
    case 'withdrawn':
      return { ...asked, status, window, endedAt };
    case 'held':
    case 'ended':
      if (!window) throw new Error(`an absence is ${status} and holds nothing`);
      return status === 'held' ? { ...asked, status, window } : { ...asked, status, window, endedAt };
    default:
      return assertNever(status);
  }
}

export function toAbsenceRow(state: AskedAbsence): object {
  const window = 'window' in state ? state.window : undefined;
  return {
    ...state,
    heldVehicleId: window?.vehicleId,
    fromAt: window && toInstant(window.from),
    toAt: window && toInstant(window.to),
  };
}

import type { Fen } from '@houtai/domain-kit';
import { refuse } from '../finance.errors';

export type HoldKind = 'rental' | 'violation';

/** A pre-authorised deposit: held = captured + released + open. */
export interface Hold {
  reservationId: string;
  kind: HoldKind;
  heldFen: Fen;
  capturedFen: Fen;
  releasedFen: Fen;
}

export function openOf({ heldFen, capturedFen, releasedFen }: Hold): Fen {
  return heldFen - capturedFen - releasedFen;
}

/** Captures an amount and releases all the rest. Refuses `capture-exceeds-hold`. */
export function endHold(hold: Hold, captureFen: Fen): Hold {
  const openFen = openOf(hold);
  if (captureFen > openFen) refuse('capture-exceeds-hold', { captureFen, openFen });
  return {
    ...hold,
    capturedFen: hold.capturedFen + captureFen,
    releasedFen: hold.releasedFen + openFen - captureFen,
  };
}

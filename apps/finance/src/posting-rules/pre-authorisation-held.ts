import type { Fen } from '@houtai/domain-kit';
import { SINCE_EVER, type PostingRule } from './posting-rule';

export interface PreAuthorisationHeld {
  heldFen: Fen;
}

/** What a bank holds for us is not ours: there is a hold, and no entry, when it begins and when it is released. */
export const preAuthorisationHeld: PostingRule<PreAuthorisationHeld> = {
  name: 'pre-authorisation-held',
  version: 1,
  from: SINCE_EVER,
  kind: 'normal',
  meaning: 'A deposit was authorised or released: no entry, the hold only',
  lines: () => [],
};

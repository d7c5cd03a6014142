/** Whose rows a caller reaches: those of one partner, or everybody's. It has no default: who forgets it does not compile. */
export type Reach = { readonly all: true } | { readonly partnerId: string };

/** Who calls, as far as reach goes. */
export interface ReachingActor {
  readonly partnerId?: string;
}

/** A partner reaches its own; the company's people all. */
export function reachOf({ partnerId }: ReachingActor): Reach {
  return partnerId === undefined ? { all: true } : { partnerId };
}

/** What of a list is shown: a filter of a partner can only narrow what it reaches, to nothing. */
export function narrowed(reach: Reach, partnerId: string | undefined): Reach {
  if (partnerId === undefined) return reach;
  return 'all' in reach || reach.partnerId === partnerId ? { partnerId } : { partnerId: NOBODY };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Value of a condition `$1::uuid is null or partner_id = $1`. */
export function partnerOf(reach: Reach): string | null {
  return 'all' in reach ? null : reach.partnerId;
}

/** Whose rows a caller may see and change: of one partner, or of all when the caller is the company's. */
export type Reach = { readonly kind: 'all' } | { readonly kind: 'partner'; readonly partnerId: string };

export function reachOf({ partnerId }: { partnerId?: string }): Reach {
  return partnerId === undefined ? { kind: 'all' } : { kind: 'partner', partnerId };
}

export function reaches(reach: Reach, partnerId: string | undefined): boolean {
  return reach.kind === 'all' || reach.partnerId === partnerId;
}

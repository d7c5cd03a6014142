import type { Fen } from '@houtai/domain-kit';

/** The share of one of so many equal parts, rounded over the parts before it, so that all of them sum to the whole. */
export function evenShare(totalFen: Fen, parts: number, partNo: number): Fen {
  return upTo(totalFen, parts, partNo) - upTo(totalFen, parts, partNo - 1);
}

function upTo(totalFen: Fen, parts: number, partNo: number): Fen {
  return Number((BigInt(totalFen) * BigInt(partNo)) / BigInt(parts));
}

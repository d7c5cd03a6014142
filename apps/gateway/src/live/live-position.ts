/** Where the log stands. */
export interface LogHead {
  /** Of this log and no other. */
  readonly epoch: string;
  /** Of the oldest event that is kept; one more than `lastId` when none is. */
  readonly firstId: number;
  /** Of the newest event there ever was. */
  readonly lastId: number;
}

/** Why a reader cannot go on where it was and has to read its lists again. */
export type ResetReason =
  /** What it has not seen is kept no longer. */
  | 'expired'
  /** Not a position of this log. */
  | 'unknown'
  /** A position nothing has been told at yet. */
  | 'future'
  /** It took in less than was told, for too long. */
  | 'slow';

export type Resume =
  | { readonly kind: 'resume'; readonly after: number }
  | { readonly kind: 'reset'; readonly reason: ResetReason };

const POSITION = /^([0-9a-f]{1,32})-(\d{1,15})$/;

/** The position behind an event, as readers see it: opaque to them, `1f9c03aa71be-1042`. */
export function positionOf(epoch: string, id: number): string {
  return `${epoch}-${id}`;
}

/** Whether a reader that has seen all up to `text` can go on there. */
export function judgeResume(text: string, { epoch, firstId, lastId }: LogHead): Resume {
  const [, theirEpoch, digits] = POSITION.exec(text) ?? [];
  if (theirEpoch !== epoch) return { kind: 'reset', reason: 'unknown' };
  const after = Number(digits);
  if (after > lastId) return { kind: 'reset', reason: 'future' };
  if (after < firstId - 1) return { kind: 'reset', reason: 'expired' };
  return { kind: 'resume', after };
}

import type { SealedColumn, SealedPlace } from '@houtai/service-host';

export const SEALED_COMMENT: SealedColumn = { table: 'survey', column: 'comment_sealed', key: ['id'] };

/** Where the comment of a survey lies: a value is good for this one alone. */
export function commentOf(record: string): SealedPlace {
  return { table: SEALED_COMMENT.table, column: SEALED_COMMENT.column, record };
}

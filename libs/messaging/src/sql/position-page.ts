/** Which part of a list that is ordered by position is wanted. */
export interface PositionQuery {
  /** 50 when absent. */
  limit?: number;
  /** `next` of the page before. */
  after?: string | null;
}

export interface PositionPage<Item> {
  items: Item[];
  /** Cursor of the following page, null on the last one. */
  next: string | null;
}

/** @param rows one more than the page holds when there is a following one */
export function positionPage<Item extends object>(
  rows: readonly (Item & { position: string | number })[],
  limit: number,
): PositionPage<Item> {
  const next = rows.length > limit ? String(rows[limit - 1]?.position) : null;
  return { items: rows.slice(0, limit).map(({ position: _, ...item }) => item as unknown as Item), next };
}

/** Where a sealed value lies and may be opened: nowhere else is it good. */
export interface SealedPlace {
  table: string;
  column: string;
  /** Primary key; the parts of one with several columns are joined by `/`. */
  record: string;
}

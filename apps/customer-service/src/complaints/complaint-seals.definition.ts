import type { SealedColumn, SealedPlace } from '@houtai/service-host';

export const SEALED_DESCRIPTION: SealedColumn = {
  table: 'complaint',
  column: 'description_sealed',
  key: ['id'],
};
export const SEALED_STEP_TEXT: SealedColumn = {
  table: 'complaint_step',
  column: 'text_sealed',
  key: ['complaint_id', 'position'],
};

/** Where the description of a complaint lies: a value is good for this one alone. */
export function descriptionOf(record: string): SealedPlace {
  return { table: SEALED_DESCRIPTION.table, column: SEALED_DESCRIPTION.column, record };
}

/** The same for the text of one step. */
export function textOf(complaintId: string, position: number): SealedPlace {
  const record = `${complaintId}/${position}`;
  return { table: SEALED_STEP_TEXT.table, column: SEALED_STEP_TEXT.column, record };
}

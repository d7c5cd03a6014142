import type { LineDraft } from '../posting-rules/entry-draft';
import type { ManualLine } from './entry.dto';

/** A line as people write and read it. */
export function toManualLine({ orderId, tax, ...line }: LineDraft): ManualLine {
  return {
    ...line,
    ...(orderId === undefined ? {} : { reservationId: orderId }),
    ...(tax && { taxCode: tax.code, taxRateBp: tax.rateBp }),
  };
}

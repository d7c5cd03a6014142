import { businessDay } from '@houtai/domain-kit';
import type { Dimensions, EntryDraft } from '../posting-rules/entry-draft';
import { draftsBy } from '../posting-rules/posting-rule';
import { rentalDayAccrued } from '../posting-rules/rental-day-accrued';
import type { RentalDay } from './rental-day';

/** The entry of a rental day: it belongs to the business day on which the rental day begins. */
export function accrualOf(
  day: RentalDay & { id: string },
  about: Dimensions,
  timeZone: string,
): EntryDraft[] {
  const { id, dayNo, startsAt, grossFen, netFen, taxFen, vatRateBp } = day;
  return draftsBy(
    rentalDayAccrued,
    { grossFen, netFen, taxFen, vatRateBp, about },
    {
      id,
      facts: { orderId: about.orderId, dayNo, startsAt, grossFen, vatRateBp },
      day: businessDay(startsAt, timeZone),
    },
  );
}

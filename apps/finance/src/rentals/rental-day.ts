import type { Price } from '@houtai/event-catalogue';
import { splitVat, startOfDay, type Fen, type Instant } from '@houtai/domain-kit';

/** A rental day of an agreement that is earned once it begins. */
export interface RentalDay {
  dayNo: number;
  startsAt: Instant;
  grossFen: Fen;
  netFen: Fen;
  taxFen: Fen;
  vatRateBp: number;
}

/** The rental days of a price promise; each is split by itself, as it will be posted. Free days are left out. */
export function rentalDaysOf(price: Price, pickUpAt: Instant, timeZone: string): RentalDay[] {
  return price.lines
    .filter(({ code, amountFen }) => code === 'rental-day' && amountFen > 0)
    .map(({ amountFen, vatRateBp, from, day }, index) => ({
      dayNo: index + 1,
      startsAt: from ?? (day ? startOfDay(day, timeZone) : pickUpAt),
      grossFen: amountFen,
      ...splitVat(amountFen, vatRateBp),
      vatRateBp,
    }));
}

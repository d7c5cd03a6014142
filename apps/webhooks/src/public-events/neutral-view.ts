import type { ChargeLine, Price } from '@houtai/event-catalogue';

/** Charges without the words and days that stand beside them, the days of one price together: a body has a limit. */
export function linesOf(lines: readonly ChargeLine[]) {
  const merged = new Map<string, { code: string; quantity: number; unitFen: number; amountFen: number }>();
  for (const { code, quantity, unitFen, amountFen } of lines) {
    const key = `${code} ${unitFen}`;
    const before = merged.get(key) ?? { code, quantity: 0, unitFen, amountFen: 0 };
    merged.set(key, {
      ...before,
      quantity: before.quantity + quantity,
      amountFen: before.amountFen + amountFen,
    });
  }
  return [...merged.values()];
}

export function priceOf({ currency, lines, totalFen, rentalDepositFen, violationDepositFen }: Price) {
  return { currency, lines: linesOf(lines), totalFen, rentalDepositFen, violationDepositFen };
}

export function stopOf({ branchId, at }: { branchId: string; at: string }) {
  return { branchId, at };
}

/** Which reservation an event is about, by all its names. */
export function reservationOf({ reservationId, number, ...names }: NamedReservation) {
  return { reservationId, ...(number === undefined ? {} : { number }), ...ownOf(names) };
}

interface NamedReservation {
  reservationId: string;
  number?: string;
  reference?: string;
  partnerCustomerId?: string;
}

/** What every booking of a partner brings: its own number, and what it knows the customer by. */
export function ownOf({ reference, partnerCustomerId }: { reference?: string; partnerCustomerId?: string }) {
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(partnerCustomerId === undefined ? {} : { customerId: partnerCustomerId }),
  };
}

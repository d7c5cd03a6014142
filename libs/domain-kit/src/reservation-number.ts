/** Crockford's base32: no I, L, O and U, so that nothing looks like something else when it is read out or written down. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 9;
/** As it is shown, stored and published. */
export const RESERVATION_NUMBER_PATTERN = '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$';
const SHOWN = new RegExp(RESERVATION_NUMBER_PATTERN);

export type ReadNumber = { is: 'number'; number: string } | { is: 'slip' } | { is: 'something-else' };

/**
 * Reads what somebody typed for a reservation number: 8 random symbols and a check symbol, `R7KM-9QXD-F`. Blanks, hyphens
 * and case do not matter; O is 0, and I and L are 1. A wrong check symbol is a slip of the pen. Whether there is such a
 * reservation, and who may see it, is another question: a number permits nothing.
 */
export function readReservationNumber(text: string): ReadNumber {
  const symbols = text.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (symbols.length !== LENGTH || [...symbols].some((symbol) => !SYMBOLS.includes(symbol))) {
    return { is: 'something-else' };
  }
  if (checkSymbol(symbols.slice(0, -1)) !== symbols.at(-1)) return { is: 'slip' };
  return { is: 'number', number: shown(symbols) };
}

/** Whether a key that a request named a reservation by is a number, and not an id. */
export function isReservationNumber(key: string): boolean {
  return SHOWN.test(key);
}

/**
 * Luhn mod 32 over the symbols in front of it. It finds every slip of one symbol and every swap of neighbours but that of
 * 0 and Z, so no number is drawn in which those two are neighbours (`new_reservation_number` in the migrations).
 */
export function checkSymbol(symbols: string): string {
  const base = SYMBOLS.length;
  const sum = [...symbols].reverse().reduce((total, symbol, place) => {
    const value = SYMBOLS.indexOf(symbol) * (place % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / base) + (value % base);
  }, 0);
  return SYMBOLS.charAt((base - (sum % base)) % base);
}

function shown(symbols: string): string {
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`;
}

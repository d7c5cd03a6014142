import * as fc from 'fast-check';
import { checkSymbol, isReservationNumber, readReservationNumber } from './reservation-number';

const SYMBOLS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const symbol = fc.constantFrom(...SYMBOLS);
/** Numbers as they are drawn: 0 and Z are never neighbours. */
const drawn = fc
  .array(symbol, { minLength: 8, maxLength: 8 })
  .map((symbols) => symbols.join(''))
  .map((symbols) => symbols + checkSymbol(symbols))
  .filter((number) => !/0Z|Z0/.test(number));
const shown = (symbols: string) => symbols.replace(/(.{4})(.{4})(.)/, '$1-$2-$3');

describe('the number of a reservation', () => {
  it.each([
    ['R7KM-9QXD-', 'R7KM9QXD'],
    ['0000-0000-', '00000000'],
  ])('has the check symbol of its eight symbols: %s', (text, symbols) => {
    const number = text + checkSymbol(symbols);
    expect(readReservationNumber(number)).toEqual({ is: 'number', number });
    expect(isReservationNumber(number)).toBe(true);
  });

  it('is read however it is written', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('', ' ', '-', '  '), fc.boolean(), (symbols, gap, lower) => {
        const written = symbols
          .replaceAll('0', lower ? 'o' : 'O')
          .replaceAll('1', lower ? 'l' : 'I')
          .replace(/(.{3})/g, `$1${gap}`);
        const number = shown(symbols);
        expect(readReservationNumber(` ${lower ? written.toLowerCase() : written} `)).toEqual({
          is: 'number',
          number,
        });
      }),
    );
  });

  it('shows a slip of one symbol, wherever it is', () => {
    fc.assert(
      fc.property(drawn, fc.nat(8), symbol, (symbols, place, other) => {
        fc.pre(symbols[place] !== other);
        const wrong = symbols.slice(0, place) + other + symbols.slice(place + 1);
        expect(readReservationNumber(wrong)).toEqual({ is: 'slip' });
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows two neighbours that were swapped, wherever they are', () => {
    fc.assert(
      fc.property(drawn, fc.nat(7), (symbols, place) => {
        const [one = '', two = ''] = symbols.slice(place, place + 2);
        fc.pre(one !== two);
        const wrong = symbols.slice(0, place) + two + one + symbols.slice(place + 2);
        expect(readReservationNumber(wrong)).toEqual({ is: 'slip' });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '',
    'R7KM-9QXD',
    'R7KM-9QXD-44',
    'R7KM-9QXD-U',
    'R7KM_9QXD_4',
    '0196f3a0-0000-7000-8000-000000000001',
  ])('is not %j', (text) => expect(readReservationNumber(text)).toEqual({ is: 'something-else' }));
});

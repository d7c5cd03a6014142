import fc from 'fast-check';
import { birthDateOf, checkCharacter, isResidentId } from './resident-id';

describe('resident identity number', () => {
  it.each([
    ['11010519491231002X', true, 'the example of the standard'],
    ['440524188001010014', true, 'the second example of the standard'],
    ['110105194912310021', false, 'wrong check character'],
    ['11010519491331002X', false, 'no 13th month'],
    ['11010519490230002X', false, 'no 30th of February'],
    ['11010519491231002x', false, 'the check character is a capital X'],
    ['1101051949123100', false, 'too short'],
  ])('%s is valid: %s (%s)', (number, valid) => {
    expect(isResidentId(number)).toBe(valid);
  });

  it('tells the date of birth', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
  });

  it('notices any single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const number = '11010519491231002X';
        const wrong = String((Number(number[place]) + shift) % 10);
        const altered = number.slice(0, place) + wrong + number.slice(place + 1);
        expect(checkCharacter(altered)).not.toBe(number[17]);
      }),
    );
  });
});

import { PLATE, VIN } from './vin';

describe('vehicle identification number', () => {
  it.each([
    ['LSVAA4182E2123456', true, 'a Shanghai Volkswagen'],
    ['LSVAA4182E212345', false, 'a character is missing'],
    ['LSVAA4182E21234567', false, 'a character too many'],
    ['LSVAA4182E212345O', false, 'the letter O'],
    ['LSVAA4182I2123456', false, 'the letter I'],
    ['LSVAA4182Q2123456', false, 'the letter Q'],
    ['lsvaa4182e2123456', false, 'small letters'],
  ])('%s is %s: %s', (vin, good, _why) => {
    expect(VIN.test(vin)).toBe(good);
  });

  it.each([
    ['沪A12345', true],
    ['沪AD12345', true],
    ['沪A 12345', false],
    ['', false],
  ])('plate "%s" is %s', (plate, good) => {
    expect(PLATE.test(plate)).toBe(good);
  });
});

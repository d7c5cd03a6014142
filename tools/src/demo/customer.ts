import { Booking } from './booking';
import { residentIdOf } from './vehicle-numbers';

const FAMILY_NAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗';
const GIVEN_NAMES = '伟 芳 娜 敏 静 磊 洋 艳 勇 军 杰 涛 明 超 秀英 建国 志强 丽华'.split(' ');

/** Far more than a play has bookings, so that two plays share nobody. */
const PEOPLE_PER_PLAY = 3_000;

/** The made-up person behind a booking: qualified for every class, so that refusals are about capacity. */
export function customerOf({ number: inPlay, origin, submitAt }: Booking, generation: number) {
  const number = inPlay + generation * PEOPLE_PER_PLAY;
  const birthDate = `${1970 + (number % 25)}-${two(1 + (number % 12))}-${two(1 + (number % 28))}`;
  const years = (offset: number) => `${Number(submitAt.slice(0, 4)) + offset}-01-15`;
  return {
    name: `${FAMILY_NAMES[number % FAMILY_NAMES.length]}${GIVEN_NAMES[number % GIVEN_NAMES.length]}`,
    phone: `13${String(800_000_000 + number).slice(0, 9)}`,
    idDocument: { type: 'resident-id', number: residentIdOf(number, birthDate) },
    birthDate,
    licence: { number: residentIdOf(number, birthDate), class: 'C1', issuedOn: years(-5), validTo: years(8) },
    origin,
  };
}

/** With two digits. */
export function two(value: number): string {
  return String(value).padStart(2, '0');
}

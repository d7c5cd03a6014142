import 'reflect-metadata';
import type { ArgumentMetadata } from '@nestjs/common';
import { ValidationFailedError } from '../problems/host-errors';
import { IsId, IsListOf, IsNested, IsOneOf, IsText, IsWhole, MayBeAbsent } from './field-rules';
import { IsFen } from './money-rules';
import { RequestValidationPipe } from './request-validation.pipe';
import { IsDay, IsInstant } from './time-rules';

class Stop {
  @IsId()
  branchId: string;

  @IsInstant()
  at: string;
}

class Wish {
  @IsNested(Stop)
  pickUp: Stop;

  @IsListOf(Stop, 1, 2)
  stops: Stop[];

  @IsDay()
  day: string;

  @IsFen('Budget', { positive: true })
  budgetFen: number;

  @IsText(3)
  code: string;

  @IsWhole(18, 99)
  age: number;

  @MayBeAbsent()
  @IsOneOf(['web', 'app'])
  channel?: string;
}

const ID = '0197A1B2-0000-7000-8000-00000000000A';
const stop = { branchId: ID, at: '2027-03-01T10:00:00+08:00' };
const wish = {
  ...{ pickUp: stop, stops: [stop], day: '2028-02-29', budgetFen: 1, code: 'suv', age: 18, channel: 'web' },
};
const judged = (fields: object): Promise<unknown> =>
  new RequestValidationPipe().transform(fields, { type: 'body', metatype: Wish } as ArgumentMetadata);

/** `field rule` of every fault, in both languages. */
async function faultsOf(fields: object): Promise<string[][]> {
  const error: unknown = await judged(fields).catch((refusal: unknown) => refusal);
  if (!(error instanceof ValidationFailedError)) throw new Error('nothing was refused');
  return error.faults.map(({ field, rule, message }) => [`${field} ${rule}`, message.en, message.zh]);
}

describe('field rules', () => {
  it('hand over ids in lower case and times in UTC, however deep they lie', async () => {
    const expected = { branchId: ID.toLowerCase(), at: '2027-03-01T02:00:00.000Z' };
    expect(await judged(wish)).toMatchObject({ pickUp: expected, stops: [expected] });
  });

  it('say in both languages what is wrong with times, days and money', async () => {
    const late = { ...stop, at: '2027-03-01T10:00:00' };
    expect(await faultsOf({ ...wish, pickUp: late, day: '2027-02-29', budgetFen: 0 })).toEqual([
      [
        'pickUp.at isInstant',
        'pickUp.at must be an ISO 8601 time with its offset',
        'pickUp.at 必须是带时区偏移的 ISO 8601 时间',
      ],
      ['day isDay', 'day must be a day such as 2027-03-01', 'day 必须是日期，例如 2027-03-01'],
      [
        'budgetFen isFen',
        'budgetFen must be a whole number of fen above 0, at most 10^13',
        'budgetFen 必须是以分为单位的整数，且大于 0，不超过 10^13',
      ],
    ]);
  });

  it.each([
    ['a day with a time', { day: '2027-03-01T00:00:00Z' }, 'day isDay'],
    ['a day as a number', { day: 20270301 }, 'day isDay'],
    ['half a fen', { budgetFen: 0.5 }, 'budgetFen isFen'],
    ['more fen than a double holds', { budgetFen: 1e13 + 1 }, 'budgetFen isFen'],
    ['fen as text', { budgetFen: '1' }, 'budgetFen isFen'],
    ['an id that is none', { pickUp: { ...stop, branchId: 'x' } }, 'pickUp.branchId isUuid'],
    ['empty text', { code: '' }, 'code isLength'],
    ['too long a text', { code: 'suvs' }, 'code isLength'],
    ['a number below its bound', { age: 17 }, 'age min'],
    ['a number above its bound', { age: 100 }, 'age max'],
    ['part of a number', { age: 18.5 }, 'age isInt'],
    ['another word', { channel: 'fax' }, 'channel isIn'],
    ['null for what may be absent', { channel: null }, 'channel isNotNull'],
    ['an empty list', { stops: [] }, 'stops arrayMinSize'],
    ['too long a list', { stops: [stop, stop, stop] }, 'stops arrayMaxSize'],
  ])('refuse %s', async (_, fields, fault) => {
    expect((await faultsOf({ ...wish, ...fields })).map(([named]) => named)).toContain(fault);
  });

  it('let a field be left out that may be absent', async () => {
    const { channel: _, ...rest } = wish;
    expect(await judged(rest)).not.toHaveProperty('channel', expect.anything());
  });
});

import { defineErrors, factsOf } from './define-errors';
import { DomainError } from './domain-error';

const doors = defineErrors(
  {
    'door-open': { status: 409, en: 'The door is open', zh: '门是开着的' },
    'door-stuck': { status: 409, en: 'The door is stuck', zh: '门卡住了', also: ['hinge'] },
    'door-locked': {
      status: 409,
      en: 'The door is locked',
      zh: '门已锁',
      detail: {
        en: 'Locked by {by} since {since}; keys: {keys}.',
        zh: '{by} 于 {since} 上锁；钥匙：{keys}。',
      },
    },
    'door-costs': {
      status: 422,
      en: 'The door is not free',
      zh: '门不是免费的',
      detail: {
        en: 'It costs {priceFen, number, yuan} for {days, plural, one {# day} other {# days of {material}}} from {day, date, day} at {openedAt, time, instant}.',
        zh: '自 {day, date, day}（{openedAt, time, instant}）起 {days, number} 天，{material}，{priceFen, number, yuan}。',
      },
    },
  },
  { oak: { en: 'oak wood', zh: '橡木' } },
);

const COST = { priceFen: 1, days: 1, material: 'oak', day: '2026-03-02', openedAt: '2026-03-02T00:00:00Z' };

function refusalOf(work: () => never): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('a declared refusal', () => {
  it('tells its facts in both languages', () => {
    const facts = { by: 'Wang', since: '2026-05-01T00:00:00.000Z', keys: ['red', 'blue'] };
    const error = refusalOf(() => doors.refuse('door-locked', facts));
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({
      code: 'door-locked',
      message: 'Locked by Wang since 2026-05-01T00:00:00.000Z; keys: red, blue.',
      text: { zh: 'Wang 于 2026-05-01T00:00:00.000Z 上锁；钥匙：red、blue。' },
      details: facts,
    });
  });

  it('says that a list is empty', () => {
    expect(doors.error('door-locked', { by: 'Wang', since: 1, keys: [] }).text).toEqual({
      en: 'Locked by Wang since 1; keys: none.',
      zh: 'Wang 于 1 上锁；钥匙：无。',
    });
  });

  it('names the rules that were not met, and gives programs all that is known of them', () => {
    const keys = [{ rule: 'red', message: 'The red key is lost' }];
    const error = doors.error('door-locked', { by: 'Wang', since: 1, keys });
    expect(error.message).toBe('Locked by Wang since 1; keys: red.');
    expect(error.details['keys']).toBe(keys);
  });

  it('writes money, numbers, days and instants as the reader’s language does', () => {
    const facts = {
      priceFen: 1_234_550,
      days: 2,
      material: 'oak',
      day: '2026-03-02',
      openedAt: '2026-03-01T18:30:00.000Z',
    };
    expect(doors.error('door-costs', facts).text).toEqual({
      en: 'It costs ¥12,345.50 for 2 days of oak wood from March 2, 2026 at Mar 2, 2026, 02:30 GMT+8.',
      zh: '自 2026年3月2日（2026年3月2日 GMT+8 02:30）起 2 天，橡木，¥12,345.50。',
    });
    expect(doors.error('door-costs', { ...facts, days: 1 }).message).toContain('for 1 day from');
  });

  it('tells names of programs in words where it has them, also those of a list', () => {
    const told = (keys: string[]) =>
      defineErrors(
        { lost: { status: 409, en: 'Lost', zh: '丢失', detail: { en: 'Lost: {keys}', zh: '丢失：{keys}' } } },
        { red: { en: 'the red one', zh: '红色的' } },
      ).error('lost', { keys });
    expect(told(['red', 'blue'])).toMatchObject({
      text: { en: 'Lost: the red one, blue', zh: '丢失：红色的、blue' },
      details: { keys: ['red', 'blue'] },
    });
  });

  it('says its title when it has no facts', () => {
    expect(doors.error('door-open')).toMatchObject({
      text: { en: 'The door is open', zh: '门是开着的' },
      details: {},
    });
  });

  it('may give programs a fact that no sentence shows', () => {
    expect(doors.error('door-stuck', { hinge: 'lower' })).toMatchObject({
      message: 'The door is stuck',
      details: { hinge: 'lower' },
    });
    expect(doors.error('door-stuck').details).toEqual({});
  });

  it('puts a fact in as it is, whatever it contains', () => {
    const { text } = doors.error('door-locked', { by: '$& {keys}', since: 0, keys: ['red'] });
    expect(text.en).toBe('Locked by $& {keys} since 0; keys: red.');
  });

  it('demands the facts of its sentences, no more and no less, when it is compiled', () => {
    // @ts-expect-error a fact is missing
    expect(doors.error('door-locked', { by: 'Wang', since: 1 }).code).toBe('door-locked');
    // @ts-expect-error a fact of no sentence
    expect(doors.error('door-locked', { by: 'Wang', since: 1, keys: [], size: 1 }).code).toBe('door-locked');
    // @ts-expect-error a number that is text
    expect(doors.error('door-costs', { ...COST, days: '2' }).code).toBe('door-costs');
    // @ts-expect-error no facts belong to it
    expect(doors.error('door-open', { by: 'Wang' }).code).toBe('door-open');
    // @ts-expect-error nobody declared it
    expect(() => doors.error('door-broken')).toThrow(TypeError);
  });

  it('lists the names of its facts', () => {
    expect(factsOf(doors.declared['door-locked'])).toEqual(['by', 'since', 'keys']);
    expect(factsOf(doors.declared['door-open'])).toEqual([]);
    expect(factsOf(doors.declared['door-stuck'])).toEqual(['hinge']);
    expect(factsOf(doors.declared['door-costs']).sort()).toEqual(Object.keys(COST).sort());
  });
});

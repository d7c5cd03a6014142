import { defineErrors, factsOf } from './define-errors';
import { DomainError } from './domain-error';

const doors = defineErrors({
  'door-open': { status: 409, en: 'The door is open', zh: '门是开着的' },
  'door-stuck': { status: 409, en: 'The door is stuck', zh: '门卡住了', also: ['hinge'] },
  'door-locked': {
    status: 409,
    en: 'The door is locked',
    zh: '门已锁',
    detail: { en: 'Locked by {by} since {since}; keys: {keys}.', zh: '{by} 于 {since} 上锁；钥匙：{keys}。' },
  },
});

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
    // @ts-expect-error no facts belong to it
    expect(doors.error('door-open', { by: 'Wang' }).code).toBe('door-open');
    // @ts-expect-error nobody declared it
    expect(() => doors.error('door-broken')).toThrow(TypeError);
  });

  it('lists the names of its facts', () => {
    expect(factsOf(doors.declared['door-locked'])).toEqual(['by', 'since', 'keys']);
    expect(factsOf(doors.declared['door-open'])).toEqual([]);
    expect(factsOf(doors.declared['door-stuck'])).toEqual(['hinge']);
  });
});

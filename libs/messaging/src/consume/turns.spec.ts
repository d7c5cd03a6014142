import fc from 'fast-check';
import { inTurns } from './turns';

interface Message {
  key: string;
  route: string;
  n: number;
}

const turnsOf = (messages: readonly Message[]) =>
  inTurns(
    messages,
    ({ route }) => route,
    (route) => route !== 'alone',
  );
const told = (text: string) =>
  turnsOf(
    text.split(' ').map((word, n) => {
      const [key = '', route = ''] = word.split(':');
      return { key, route, n };
    }),
  ).map(({ route, messages }) => `${route}(${messages.map(({ key }) => key).join('')})`);

describe('the turns of a chunk', () => {
  it.each([
    ['one call takes all of a route', 'a:held b:held c:held', ['held(abc)']],
    ['what lies between is passed by', 'a:held b:refused c:held', ['held(ac)', 'refused(b)']],
    [
      'an event waits for an earlier one of its key',
      'a:held a:refused a:held',
      ['held(a)', 'refused(a)', 'held(a)'],
    ],
    ['others do not wait for it', 'a:held a:refused b:held', ['held(ab)', 'refused(a)']],
    [
      'what comes later joins the turn that its key may be in',
      'a:held a:refused a:held b:refused b:held',
      ['held(a)', 'refused(ab)', 'held(ab)'],
    ],
    ['a route that takes one at a time', 'a:alone b:alone a:alone', ['alone(a)', 'alone(b)', 'alone(a)']],
  ])('%s', (_name, text, turns) => {
    expect(told(text)).toEqual(turns);
  });

  it('hold every message once, each key in its order', () => {
    const message = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      route: fc.constantFrom('held', 'refused', 'alone'),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (drawn) => {
        const messages = drawn.map((one, n) => ({ ...one, n }));
        const handled = turnsOf(messages).flatMap(({ messages: all }) => all);
        const of = (list: readonly Message[], key: string) => list.filter((one) => one.key === key);
        expect(handled).toHaveLength(messages.length);
        for (const key of ['a', 'b', 'c']) expect(of(handled, key)).toEqual(of(messages, key));
      }),
    );
  });
});

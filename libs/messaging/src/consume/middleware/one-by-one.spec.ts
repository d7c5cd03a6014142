import { Logger } from '@nestjs/common';
import type { ReceivedEvent } from '../event-context';
import { oneByOne } from './one-by-one';
import type { Work } from './work';

const workOf = (...ids: string[]): Work => ({
  attempt: 1,
  isCurrent: () => true,
  events: ids.map((id) => ({ id }) as ReceivedEvent),
});

describe('a chunk', () => {
  const calls: string[] = [];
  const told = (how: string, refused?: string) => (work: Work) => {
    const ids = work.events.map(({ id }) => id);
    calls.push(`${how}(${ids.join('')})`);
    return ids.includes(refused ?? '') ? Promise.reject(new Error('refused')) : Promise.resolve();
  };
  const take = (refused?: string) =>
    oneByOne(told('alone'), new Logger('test', { timestamp: false }))(told('together', refused));
  beforeEach(() => (calls.length = 0));

  it('is taken as a whole', async () => {
    await take()(workOf('a', 'b'));
    expect(calls).toEqual(['together(ab)']);
  });

  it('is taken one by one, in order, when the whole fails', async () => {
    await take('b')(workOf('a', 'b', 'c'));
    expect(calls).toEqual(['together(abc)', 'alone(a)', 'alone(b)', 'alone(c)']);
  });

  it('of one is alone from the beginning', async () => {
    await take()(workOf('a'));
    expect(calls).toEqual(['alone(a)']);
  });
});

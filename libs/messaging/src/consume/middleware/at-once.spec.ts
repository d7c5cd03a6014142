import { setTimeout as sleep } from 'node:timers/promises';
import { atOnce } from './at-once';

describe('work at once', () => {
  it('is no more than allowed, in the order in which it came, whatever kind it is and however it ends', async () => {
    const began: number[] = [];
    let running = 0;
    let most = 0;
    const slots = atOnce(2);
    const work = async (n: number) => {
      began.push(n);
      most = Math.max(most, (running += 1));
      await sleep(2);
      running -= 1;
      if (n === 1) throw new Error('no');
      return n;
    };
    const [some, others] = [slots(work), slots((n: number) => work(n))];
    const settled = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((n) => (n % 2 ? others(n) : some(n))));
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect({ most, began }).toEqual({ most: 2, began: [0, 1, 2, 3, 4, 5] });
    expect(await some(6)).toBe(6);
  });
});

import { Remembered } from './remembered.store';

describe('what is remembered of partners', () => {
  it('is read once for all who ask at once, and again when it holds no more', async () => {
    let holds = true;
    const remembered = new Remembered<number>(() => holds);
    let reads = 0;
    const get = () => remembered.get('one', 'p', () => Promise.resolve((reads += 1)));
    expect(await Promise.all([get(), get()])).toEqual([1, 1]);
    expect(await get()).toBe(1);
    holds = false;
    expect(remembered.isKnown('one')).toBe(false);
    expect(await get()).toBe(2);
  });

  it('is not kept when news came while it was read, and who asks after the news waits for no old answer', async () => {
    const remembered = new Remembered<string>(() => true);
    let answer: (value: string) => void = () => undefined;
    const before = remembered.get('one', 'p', () => new Promise((resolve) => (answer = resolve)));
    remembered.forget('p');
    const after = remembered.get('one', 'p', () => Promise.resolve('new'));
    answer('old');
    expect(await before).toBe('old');
    expect(await after).toBe('new');
    expect(remembered.recall('one')).toBe('new');
  });

  it('is forgotten with the partner it is about, and altogether when news was missed', async () => {
    const remembered = new Remembered<string>(() => true);
    for (const partner of ['p', 'q']) await remembered.get(partner, partner, () => Promise.resolve(partner));
    remembered.forget('p');
    expect([remembered.recall('p'), remembered.recall('q')]).toEqual([undefined, 'q']);
    remembered.forget();
    expect(remembered.recall('q')).toBeUndefined();
  });

  it('forgets no failure: the next one asks again', async () => {
    const remembered = new Remembered<string>(() => true);
    await expect(remembered.get('one', 'p', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await remembered.get('one', 'p', () => Promise.resolve('back'))).toBe('back');
  });
});

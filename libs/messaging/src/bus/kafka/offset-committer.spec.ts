import { OffsetCommitter } from './offset-committer';

describe('committing offsets', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const committer = () => {
    const commits: string[][] = [];
    const commitOffsets = (offsets: { partition: number; offset: string }[]) => {
      commits.push(offsets.map(({ partition, offset }) => `${partition}@${offset}`));
      return Promise.resolve();
    };
    return { commits, committer: new OffsetCommitter({ commitOffsets }) };
  };

  it('tells where it stands once the consumer has come to rest', async () => {
    const { commits, committer: offsets } = committer();
    offsets.resolved('t', 0, '7');
    await jest.advanceTimersByTimeAsync(60);
    offsets.resolved('t', 0, '8');
    offsets.resolved('t', 1, '3');
    await jest.advanceTimersByTimeAsync(60);
    expect(commits).toEqual([]);
    await jest.advanceTimersByTimeAsync(40);
    expect(commits).toEqual([['0@9', '1@4']]);
  });

  it('does so once a second while it never rests', async () => {
    const { commits, committer: offsets } = committer();
    for (let n = 0; n < 50; n += 1) {
      offsets.resolved('t', 0, String(n));
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(commits).toEqual([['0@20'], ['0@40']]);
    await offsets.close();
    expect(commits.at(-1)).toEqual(['0@50']);
  });
});

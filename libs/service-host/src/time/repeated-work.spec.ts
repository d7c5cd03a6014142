import type { HostLogger } from '../telemetry/host-logger';
import { RepeatedWork } from './repeated-work';

class Sweeping extends RepeatedWork {
  runs = 0;
  next: () => Promise<void> = () => Promise.resolve();

  protected run(): Promise<void> {
    this.runs += 1;
    return this.next();
  }
}

describe('work that is done again and again', () => {
  const warn = jest.fn();
  let sweeping: Sweeping;

  beforeEach(() => {
    jest.useFakeTimers();
    warn.mockClear();
    sweeping = new Sweeping('sweeping', 1000, { warn } as unknown as HostLogger);
    sweeping.onApplicationBootstrap();
  });
  afterEach(() => jest.useRealTimers());

  it('goes on after a failure, which it tells', async () => {
    sweeping.next = () => Promise.reject(new Error('no broom'));
    await jest.advanceTimersByTimeAsync(2000);
    expect([sweeping.runs, warn.mock.calls.length]).toEqual([2, 2]);
    expect(warn.mock.calls[0]?.[1]).toBe('sweeping failed; tried again later');
  });

  it('does not begin while it is under way, and the process waits for it', async () => {
    let end: () => void = () => undefined;
    sweeping.next = () => new Promise((resolve) => (end = resolve));
    await jest.advanceTimersByTimeAsync(3000);
    expect(sweeping.runs).toBe(1);
    let left = false;
    const leaving = sweeping.onModuleDestroy().then(() => (left = true));
    await jest.advanceTimersByTimeAsync(1000);
    expect(left).toBe(false);
    end();
    await leaving;
    await jest.advanceTimersByTimeAsync(5000);
    expect(sweeping.runs).toBe(1);
  });
});

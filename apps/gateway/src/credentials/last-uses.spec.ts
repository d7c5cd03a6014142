import type { DataSource } from 'typeorm';
import { currentCall, runInCall, type CallContext } from '@houtai/messaging';
import type { HostLogger } from '@houtai/service-host';
import { LastUses } from './last-uses.service';

describe('the last uses of keys', () => {
  afterEach(() => jest.restoreAllMocks());

  it('are written by nobody’s request, though that of a partner set the clock and was let in after that', async () => {
    // a real timer, which keeps the call it was set in; only sooner
    const { setTimeout: later } = globalThis;
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => later(work, 5)) as never);
    const writers: (CallContext | undefined)[] = [];
    const database = { query: async () => void writers.push(currentCall()) } as unknown as DataSource;
    const uses = new LastUses(database, {} as HostLogger);
    const call: CallContext = { correlationId: 'test' };
    runInCall(call, () => uses.note('a key', '2026-01-01T00:00:00.000Z'));
    call.partnerId = '01900000-0000-7000-8000-00000000000a';
    await new Promise((resolve) => later(resolve, 50));
    expect(writers).toEqual([undefined]);
  });
});

import { currentCall, runInCall, type CallContext } from '@houtai/messaging';
import type { HostLogger } from '@houtai/service-host';
import type { WallClock } from '../identity/wall-clock.service';
import { AuditLog } from './audit-log.service';
import type { AuditStore } from './audit.store';

describe('the audit trail', () => {
  it('is written by nobody’s request, also when a partner’s was the one that came first', async () => {
    const writers: (CallContext | undefined)[] = [];
    const store = { add: async () => void writers.push(currentCall()) } as unknown as AuditStore;
    const clock = { now: () => '2026-01-01T00:00:00.000Z' } as WallClock;
    const trail = new AuditLog(store, clock, {} as HostLogger);
    const partnerId = '01900000-0000-7000-8000-00000000000a';
    runInCall({ correlationId: 'test', partnerId }, () =>
      trail.record({} as Parameters<AuditLog['record']>[0]),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(writers).toEqual([undefined]);
    await trail.onApplicationShutdown();
  });
});

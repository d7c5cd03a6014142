import { Controller, Inject, Module } from '@nestjs/common';
import { clockAdvancedV1 } from '@houtai/event-catalogue';
import type { Instant } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { createSample, startSample, type Sample } from '../../test/sample-service';
import { send } from '../../test/api-client';
import { CommandRoute } from '../http/route';
import { CLOCK, type Clock } from '../time/clock';
import type { DueWork } from './due-work';
import { DueWorker } from './due-worker.decorator';

@DueWorker()
class Expiries implements DueWork {
  readonly name = 'expiries';
  readonly done: { due: Instant; at: Instant; transactional: boolean }[] = [];
  pending: Instant[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One at a time, so that the host has to call again. */
  runDue(now: Instant): Promise<number> {
    const due = this.pending.find((instant) => instant <= now);
    if (due === undefined) return Promise.resolve(0);
    this.pending = this.pending.filter((instant) => instant !== due);
    this.done.push({ due, at: this.clock.now(), transactional: this.unitOfWork.isRunning() });
    return Promise.resolve(1);
  }
}

/** Publishes something, and says of when that is. */
@Controller('api/v1/stamps')
class StampController {
  constructor(private readonly outbox: Outbox) {}

  @CommandRoute('', { access: 'public', answers: Object, idempotency: 'none' })
  stamp(): { time: unknown } {
    const [stamped] = this.outbox.stamp([outgoing(clockAdvancedV1, 'any', 1, { now: FIRST })]);
    const { time } = { time: undefined, ...stamped?.headers };
    return { time };
  }
}

@Module({ providers: [Expiries], controllers: [StampController] })
class TimedModule {}

const FIRST = '2027-03-01T00:00:00.000Z';
const SECOND = '2027-03-02T00:00:00.000Z';

describe('time under simulation', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample({ module: TimedModule, env: { HOUTAI_MODE: 'simulated' } });
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  it('does what is due when the clock event arrives, at the time of the tick, in its transaction', async () => {
    const expiries = sample.app.get(Expiries);
    expiries.pending = ['2027-02-01T00:00:00.000Z', FIRST, SECOND];
    await tick(sample, 1, FIRST);
    await until(() => expiries.done.length === 2);

    expect(expiries.done).toEqual([
      { due: '2027-02-01T00:00:00.000Z', at: FIRST, transactional: true },
      { due: FIRST, at: FIRST, transactional: true },
    ]);
    expect(sample.app.get<Clock>(CLOCK).now()).toBe(FIRST);
  });

  it('is for what a request without a time leads to that of the last tick, not that of the system', async () => {
    const stamp = async (headers?: Record<string, string>) =>
      (await send<{ time: string }>(sample.url, 'POST', '/api/v1/stamps', { roles: null, headers })).body
        .time;
    expect(await stamp()).toBe(FIRST);
    expect(await stamp({ 'x-houtai-time': '2027-03-01T08:30:00+08:00' })).toBe('2027-03-01T00:30:00.000Z');
  });

  it('goes on at the last tick after a restart', async () => {
    await tick(sample, 2, SECOND);
    await until(() => sample.app.get<Clock>(CLOCK).now() === SECOND);
    await sample.close();
    const again = await createSample(sample.env, TimedModule);
    expect(again.app.get<Clock>(CLOCK).now()).toBe(SECOND);
    await again.close();
  });
});

async function tick(sample: Sample, version: number, now: Instant): Promise<void> {
  const outbox = sample.app.get(Outbox);
  await sample.app
    .get(UnitOfWork)
    .run(() => outbox.append([outgoing(clockAdvancedV1, 'business-clock', version, { now })]));
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen in time');
}

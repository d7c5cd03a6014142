import { randomUUID } from 'node:crypto';
import {
  CallHandler,
  Controller,
  ExecutionContext,
  Injectable,
  NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  reservationExpiredV1,
  reservationRejectedV1,
  type ReservationExpiredV1,
} from '@houtai/event-catalogue';
import { describeBothBuses, type TestBus } from '@houtai/testing';
import {
  OnEvents,
  TransientError,
  UnitOfWork,
  currentCall,
  messagingConfig,
  outgoing,
  runInCall,
  type Received,
} from '../src';
import { eventually } from './bus-harness';
import {
  EXPIRED,
  ServiceUnderTest,
  expired,
  isolated,
  migratedDatabase,
  startService,
} from './service-under-test';

type Ended = Received<{ reservationId: string }>;

/** What the handlers of this test saw, and what they are to do. */
const seen = { chunks: [] as Ended[][], calls: [] as unknown[], intercepted: 0 };
let react: (events: Ended[]) => Promise<void> = () => Promise.resolve();

@Injectable()
class Counting implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    seen.intercepted += 1;
    return next.handle();
  }
}

@Controller()
class WhenReservationsEnd {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @UseInterceptors(Counting)
  @OnEvents([reservationExpiredV1, reservationRejectedV1], { consumer: 'together' })
  async handle(events: Ended[]): Promise<void> {
    seen.calls.push(currentCall());
    for (const { data, event } of events) await this.note(data.reservationId, event.id);
    await react(events);
    seen.chunks.push(events);
  }

  @EventPattern(EXPIRED, { consumer: 'together' })
  async beside(@Payload() { reservationId }: ReservationExpiredV1): Promise<void> {
    await this.note(reservationId, currentCall()?.causationId);
  }

  private async note(reservationId: string, message: string | undefined): Promise<void> {
    const values = [reservationId, message];
    await this.unitOfWork.sql.write('insert into effect (reservation, message) values ($1, $2)', values);
  }
}

describeBothBuses('a handler that takes events together', (makeBus) => {
  let testBus: TestBus;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    testBus = await makeBus();
  });
  beforeEach(async () => {
    Object.assign(seen, { chunks: [], calls: [], intercepted: 0 });
    react = () => Promise.resolve();
    const config = { ...isolated(messagingConfig(testBus.env)), partitions: 1 };
    service = await startService(config, await migratedDatabase(), [WhenReservationsEnd]);
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  /** One expired reservation per key, all written in one transaction. */
  const expire = (keys: readonly string[]) =>
    service.unitOfWork.run(async () => {
      for (const key of keys) {
        const call = { correlationId: `wish of ${key}`, businessTime: '2027-03-01T02:00:00.000Z' };
        const event = outgoing(reservationExpiredV1, key, 1, expired(key));
        await runInCall(call, () => service.outbox.append([event]));
      }
    });
  const keysOf = (count: number) => Array.from({ length: count }, () => randomUUID());
  const handled = () => seen.chunks.flat().map(({ event }) => event.key);
  const transactions = () => service.rows('select distinct xmin::text from effect');

  it('gets 32 of them in one transaction, each with the call of its own', async () => {
    const keys = keysOf(32);
    await expire(keys);
    await eventually('all of them', async () => (await service.rows('select 1 from effect')).length === 64);
    expect(handled()).toEqual(keys);
    expect(await transactions()).toHaveLength(1);
    for (const { event, data, call } of seen.chunks.flat()) {
      expect(data).toEqual(expired(event.key));
      expect(call).toMatchObject({
        correlationId: `wish of ${event.key}`,
        causationId: event.id,
        businessTime: '2027-03-01T02:00:00.000Z',
      });
    }
    expect({ calls: seen.calls, intercepted: seen.intercepted }).toEqual({
      calls: [undefined],
      intercepted: 1,
    });
    // the handler beside it, which takes one at a time, had the call in hand
    expect(await service.rows('select 1 from effect group by message having count(*) = 2')).toHaveLength(32);
  });

  it('gets those of one key in their order', async () => {
    const [key = '', other = ''] = keysOf(2);
    const rejected = { ...reservationRejectedV1.sample, reservationId: key };
    await service.unitOfWork.run(() =>
      service.outbox.append([
        outgoing(reservationExpiredV1, key, 1, expired(key)),
        outgoing(reservationRejectedV1, key, 2, rejected),
        outgoing(reservationExpiredV1, other, 1, expired(other)),
        outgoing(reservationExpiredV1, key, 3, expired(key)),
      ]),
    );
    await eventually('all of them', () => handled().length === 4);
    const versions = seen.chunks
      .flat()
      .filter(({ event }) => event.key === key)
      .map(({ event }) => event.aggregateVersion);
    expect(versions).toEqual([1, 2, 3]);
  });

  it('loses none when one of them is refused for good: that one alone is parked', async () => {
    const keys = keysOf(32);
    const poisoned = keys[17] ?? '';
    react = async (events) => {
      if (events.some(({ event }) => event.key === poisoned)) throw new TypeError('no such rate');
    };
    await expire(keys);
    await eventually('the others', async () => (await service.rows('select 1 from effect')).length === 62);
    const { items } = await service.parked.list();
    expect(items).toMatchObject([{ key: poisoned, consumer: 'together', status: 'failed', attempts: 1 }]);
    expect(new Set(handled())).toEqual(new Set(keys.filter((key) => key !== poisoned)));

    react = () => Promise.resolve();
    expect(await service.parked.replay(items[0]?.id ?? '')).toMatchObject({ replayed: 1, unblocked: true });
    expect(handled()).toContain(poisoned);
    expect(seen.calls.filter((call) => call !== undefined)).toEqual([]);
  });

  it('gets one alone again, with what failed undone, when the failure will pass', async () => {
    const keys = keysOf(3);
    let failures = 0;
    react = async (events) => {
      if (events.some(({ event }) => event.key === keys[1]) && (failures += 1) < 4)
        throw new TransientError('soon');
    };
    await expire(keys);
    await eventually('all of them', async () => (await service.rows('select 1 from effect')).length === 6);
    expect(handled()).toEqual(keys);
    expect((await service.parked.list()).items).toEqual([]);
  });
});

import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { clockAdvancedV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, currentCall, outgoing, runInCall } from '@houtai/messaging';
import { advanceClock, type BusinessClock } from './business-clock';

/** There is one clock; its events share one key, so every service sees the ticks in order. */
const CLOCK_KEY = 'business-clock';

interface Row {
  now: Date | null;
  version: number;
}

@Injectable()
export class BusinessClockStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  async read(): Promise<BusinessClock> {
    return clock(await this.unitOfWork.sql.rows<Row>('select now, version from business_clock'));
  }

  /**
   * Moves time on and announces it. Throws `time-goes-back`, and what `mayMove` throws.
   * @param mayMove is asked with the time before, while nobody else can move it
   */
  advance(
    correlationId: string,
    to: Instant,
    mayMove: (from: Instant | null) => void = () => undefined,
  ): Promise<BusinessClock> {
    // The announcement happens at the time it announces.
    const call = { correlationId, ...currentCall(), businessTime: to };
    return runInCall(call, () =>
      this.unitOfWork.run(async () => {
        const before = clock(
          await this.unitOfWork.sql.rows<Row>('select now, version from business_clock for update'),
        );
        const { now, version } = advanceClock(before, to);
        mayMove(before.now);
        await this.unitOfWork.sql.rows('update business_clock set now = $1, version = $2', [now, version]);
        await this.outbox.append([outgoing(clockAdvancedV1, CLOCK_KEY, version, { now })]);
        return { now, version };
      }),
    );
  }
}

function clock([row]: Row[]): BusinessClock {
  return { now: row?.now ? toInstant(row.now) : null, version: row?.version ?? 0 };
}

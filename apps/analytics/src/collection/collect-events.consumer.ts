import { Controller } from '@nestjs/common';
import { OnEvents, type Received } from '@houtai/messaging';
import { ProjectionStore } from '../projection/projection.store';
import { RawEventStore } from './raw-event.store';

/** How many events share a transaction: this consumer sees every event of the system. */
const CHUNK = 200;
/** Nobody waits for these numbers from one tenth of a second to the next. */
const LINGER_MS = 100;

/** Keeps every event, and folds it into the projections in the same transaction: the log and the numbers never part. */
@Controller()
export class CollectEvents {
  constructor(
    private readonly raw: RawEventStore,
    private readonly projections: ProjectionStore,
  ) {}

  @OnEvents('*', { consumer: 'raw', chunk: CHUNK, lingerMs: LINGER_MS })
  async handle(received: Received[]): Promise<void> {
    const events = received.map(({ event }) => event);
    await this.raw.keep(events);
    await this.projections.project(events);
  }
}

import { Controller } from '@nestjs/common';
import { Ctx, EventPattern } from '@nestjs/microservices';
import { EventContext } from '@houtai/messaging';
import { project } from '../projection/project.store';
import { RawEventStore } from './raw-event.store';

/** How many events share a transaction: this consumer sees every event of the system. */
const CHUNK = 200;

/** Keeps every event, and folds it into the projections in the same transaction: the log and the numbers never part. */
@Controller()
export class CollectEvents {
  constructor(private readonly raw: RawEventStore) {}

  @EventPattern('*', { consumer: 'raw', chunk: CHUNK })
  async handle(@Ctx() { event, sql }: EventContext): Promise<void> {
    await this.raw.keep(sql, event);
    await project(sql, event);
  }
}

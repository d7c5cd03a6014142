import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OnEvents, UnitOfWork, type Received } from '@houtai/messaging';
import { TOLD_EVENTS, liveEventOf } from './live-event';
import { LiveLogStore } from './live-log.store';
import { LiveNotices } from './live-notices.service';

/** Many share a transaction when many come: every one of them waits for the head of the log. */
const CHUNK = 200;
const LINGER_MS = 20;

/** Writes into the live log what happens anywhere in the system. */
@Controller()
export class WhenAnythingHappens {
  constructor(
    private readonly log: LiveLogStore,
    private readonly notices: LiveNotices,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @OnEvents(TOLD_EVENTS, { consumer: 'live', chunk: CHUNK, lingerMs: LINGER_MS })
  async write(@Payload() received: readonly Received[]): Promise<void> {
    await this.log.append(received.flatMap(({ event }) => liveEventOf(event) ?? []));
    this.unitOfWork.afterCommit(this.notices.tell);
  }
}

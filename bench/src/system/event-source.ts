import { dropDatabase } from '@houtai/infrastructure';
import { reservationReadiedV1 } from '@houtai/event-catalogue';
import { MESSAGING_MIGRATIONS_DIR, messagingConfig, Outbox, outgoing, UnitOfWork } from '@houtai/messaging';
import type { INestApplicationContext } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { startMessaging } from '../bus/messaging-app';
import { migratedDatabase } from '../migrated-database';
import type { BenchSystem } from './bench-system';

/** Something that happened, and when its transaction was committed: ms since 1970. */
export interface Told {
  readonly reservationId: string;
  readonly committedAt: number;
}

/** A producer with an outbox of its own on the system's bus. It tells of vehicles made ready, which no service acts on. */
export class EventSource {
  private constructor(
    private readonly app: INestApplicationContext,
    private readonly dropIt: () => Promise<void>,
  ) {}

  static async open({ running }: BenchSystem, name: string): Promise<EventSource> {
    const { postgresAdminUrl } = running.infrastructure;
    const database = await migratedDatabase(postgresAdminUrl, 'orders', name, [MESSAGING_MIGRATIONS_DIR]);
    const app = await startMessaging('orders', database.appUrl, messagingConfig({ ...running.places.bus }));
    return new EventSource(app, () => dropDatabase(postgresAdminUrl, name));
  }

  /** One event about a partner's booking, in a transaction of its own. */
  async tell(partnerId: string): Promise<Told> {
    const reservationId = uuidv7();
    const data = { ...reservationReadiedV1.sample, reservationId, partnerId };
    const event = outgoing(reservationReadiedV1, reservationId, 1, data);
    const outbox = this.app.get(Outbox);
    await this.app.get(UnitOfWork).run(() => outbox.append([event]));
    return { reservationId, committedAt: Date.now() };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.dropIt();
  }
}

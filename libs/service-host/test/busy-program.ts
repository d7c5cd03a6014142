import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { reservationExpiredV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { BusyModule } from './busy-module';
import { createSample } from './sample-service';

const PAUSE_MS = 50;
const KEYS = Array.from({ length: 12 }, () => randomUUID());

/** An instance of a service that sees events, does items and, as long as it lives, emits events about keys of its own. */
async function main(): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const { app } = await createSample(env, BusyModule);
  const unitOfWork = app.get(UnitOfWork);
  const outbox = app.get(Outbox);
  process.stdout.write('emits\n');
  for (let version = 1; ; version += 1) {
    for (const key of KEYS) {
      const data = { ...reservationExpiredV1.sample, reservationId: key };
      const event = outgoing(reservationExpiredV1, key, version, data);
      while (!(await written(() => unitOfWork.run(() => outbox.append([event]))))) await delay(200);
      await delay(PAUSE_MS);
    }
  }
}

/** False when it is to be tried again. A version that is there was committed though nobody could say so. */
async function written(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === '23505';
  }
}

void main();

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { MessagingConfig } from '../src/messaging.config';
import { startService, type Database } from './service-under-test';

/** Not in step with the relay's looks at the queue. */
const PAUSE_MS = 137;

/** A second process of a service: writes EVENTS events of one key, and says when each one was committed. */
async function main(): Promise<void> {
  const { BUS = '', DATABASE = '', EVENTS } = process.env;
  const database = { ...(JSON.parse(DATABASE) as Omit<Database, 'drop'>), drop: () => Promise.resolve() };
  const service = await startService(JSON.parse(BUS) as MessagingConfig, database);
  const key = randomUUID();
  for (let version = 1; version <= Number(EVENTS); version += 1) {
    await delay(PAUSE_MS);
    await service.emit(key, version);
    process.stdout.write(`committed ${version} ${Date.now()}\n`);
  }
  process.stdout.write('wrote\n');
  await service.stop();
}

void main();

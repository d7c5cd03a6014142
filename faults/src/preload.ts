import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { shiftedDate } from './shifted-clock';

/**
 * Loaded into every service of the fault suite with `--require`, and into nothing else: it wraps the drivers of Postgres
 * and Kafka at run time, so that the services themselves hold no hook. A point is armed by a file `<service>.<point>` in
 * the folder HOUTAI_FAULTS_CONTROL; the process that reaches it first takes the file and ends itself, or stands still.
 * HOUTAI_FAULTS_CLOCK_MS sets the clock of a process ahead, or behind when it is negative.
 */
const folder = process.env.HOUTAI_FAULTS_CONTROL ?? '';
const program = process.argv[1] ?? '';
const service = /[/\\]apps[/\\]([a-z-]+)[/\\]/.exec(program)?.[1];
const LOOK_MS = 100;
const BLOCK_MS = 14_000;

let armed = new Set<string>();

function look(): void {
  try {
    armed = new Set(readdirSync(folder).filter((name) => name.startsWith(`${service}.`)));
  } catch {
    armed = new Set();
  }
}

/** True for one process alone: whoever renames the file. */
function reached(point: string): boolean {
  const name = `${service}.${point}`;
  if (!armed.has(name)) return false;
  try {
    renameSync(join(folder, name), join(folder, `hit.${name}`));
    return true;
  } catch {
    return false;
  }
}

function endHere(point: string): void {
  if (reached(point)) process.kill(process.pid, 'SIGKILL');
}

type Method = (this: object, ...parameters: unknown[]) => unknown;

function wrap(target: Record<string, unknown>, name: string, around: (original: Method) => Method): void {
  target[name] = around(target[name] as Method);
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  return String((query as { text?: unknown } | null)?.text ?? '');
}

const clockMs = Number(process.env.HOUTAI_FAULTS_CLOCK_MS ?? 0);
if (service !== undefined && folder !== '' && clockMs !== 0) {
  globalThis.Date = shiftedDate(Date, clockMs);
  writeFileSync(join(folder, `clock.${service}`), String(Date.now()));
}

if (service !== undefined && folder !== '') {
  setInterval(look, LOOK_MS).unref();
  const require = createRequire(program);
  const { Client } = require('pg') as { Client: { prototype: Record<string, unknown> } };
  const { Kafka } = require('kafkajs') as { Kafka: { prototype: Record<string, unknown> } };
  /** Sessions whose open transaction has written an event. */
  const writing = new WeakSet<object>();
  wrap(
    Client.prototype,
    'query',
    (query) =>
      function (this: object, ...parameters) {
        const text = textOf(parameters[0]);
        if (/outbox_rows|admit_messages/.test(text)) writing.add(this);
        if (/^\s*commit/i.test(text)) {
          if (writing.has(this)) endHere('before-commit');
          writing.delete(this);
        }
        // The whole process stands still, heartbeats included, as in an endless loop or a long collection of garbage.
        if (/admit_messages/.test(text) && reached('slow-handler'))
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCK_MS);
        return query.apply(this, parameters);
      },
  );
  wrap(
    Kafka.prototype,
    'producer',
    (producer) =>
      function (this: object, ...parameters) {
        const made = producer.apply(this, parameters) as Record<string, unknown>;
        wrap(
          made,
          'sendBatch',
          (sendBatch) =>
            async function (this: object, ...batch) {
              endHere('before-publish');
              const reply: unknown = await sendBatch.apply(this, batch);
              endHere('after-publish');
              return reply;
            },
        );
        return made;
      },
  );
  wrap(
    Kafka.prototype,
    'consumer',
    (consumer) =>
      function (this: object, ...parameters) {
        const made = consumer.apply(this, parameters) as Record<string, unknown>;
        wrap(
          made,
          'commitOffsets',
          (commitOffsets) =>
            function (this: object, ...offsets) {
              endHere('before-offset');
              return commitOffsets.apply(this, offsets);
            },
        );
        return made;
      },
  );
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HoutaiEvent } from '@houtai/client';
import { projectRoot } from '@houtai/tools';
import { eventually } from './office';

const EXAMPLES = join(projectRoot(), 'docs', 'examples', 'partner');

/** What the example receiver says of an event. */
export interface WorkedOn {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly version: number;
  readonly reference?: string;
  readonly isStale: boolean;
}

/** The receiver of `docs/examples/partner` as the process that a partner would run, always at the same port. */
export class ExampleReceiver {
  readonly worked: WorkedOn[] = [];
  private running: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly journalFile: string,
  ) {}

  /** @param folder where it keeps what it has received */
  static async at(folder: string): Promise<ExampleReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return new ExampleReceiver(port, join(folder, 'events.jsonl'));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/houtai`;
  }

  async up(...secrets: string[]): Promise<void> {
    const env = {
      ...process.env,
      PORT: String(this.port),
      JOURNAL: this.journalFile,
      HOUTAI_WEBHOOK_SECRETS: secrets.join(','),
    };
    const child = spawn(process.execPath, [join(EXAMPLES, 'receiver.mjs')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.running = child;
    let text = '';
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the receiver ended with code ${code}`)));
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        const lines = (text + part).split('\n');
        text = lines.pop() ?? '';
        for (const line of lines) {
          const said = JSON.parse(line) as WorkedOn | { listening: true };
          if ('listening' in said) resolve();
          else this.worked.push(said);
        }
      });
    });
  }

  /** As a machine fails: without a warning. */
  async down(): Promise<void> {
    const child = this.running;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Every event that it has written down, over all of its lives. */
  journal(): HoutaiEvent[] {
    if (!existsSync(this.journalFile)) return [];
    const lines = readFileSync(this.journalFile, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as HoutaiEvent);
  }

  /** The event of the type that is about this reservation; waits for it. */
  async hears<Type extends HoutaiEvent['type']>(
    type: Type,
    reservationId: string,
  ): Promise<Extract<HoutaiEvent, { type: Type }>> {
    const concerns = (event: HoutaiEvent) =>
      event.type === type && 'reservationId' in event.data && event.data.reservationId === reservationId;
    const event = await eventually(() => Promise.resolve(this.journal().find(concerns)), Boolean);
    return event as Extract<HoutaiEvent, { type: Type }>;
  }
}

export interface ExampleBooking {
  readonly url: string;
  readonly key: string;
  readonly branchCode: string;
  readonly classCode: string;
  readonly from: string;
  readonly to: string;
  readonly customer: object;
  readonly reference: string;
  readonly folder: string;
}

/** Runs the booking script of `docs/examples/partner`. @returns the reservation that it prints */
export async function bookByExample(booking: ExampleBooking): Promise<{ id: string; status: string }> {
  const { url, key, branchCode, classCode, from, to, customer, reference, folder } = booking;
  const customerFile = join(folder, `${reference}.json`);
  await writeFile(customerFile, JSON.stringify(customer));
  const wanted = { branch: branchCode, class: classCode, from, to, customer: customerFile, reference };
  const flags = Object.entries(wanted).flatMap(([name, value]) => [`--${name}`, value]);
  const { stdout } = await promisify(execFile)(process.execPath, [join(EXAMPLES, 'book.mjs'), ...flags], {
    env: { ...process.env, HOUTAI_URL: url, HOUTAI_KEY: key },
    timeout: 60_000,
  });
  return JSON.parse(stdout) as { id: string; status: string };
}

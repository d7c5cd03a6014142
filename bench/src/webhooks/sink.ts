import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Arrivals, SinkAnswer, SinkOrder } from './sink-process';

const LIMIT_MS = 600_000;
const NOTHING: Arrivals = { count: 0, firstAt: Number.NaN, lastAt: Number.NaN };

/** Partners' systems, in a process of their own: they take everything and do nothing with it. */
export class Sink {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Sink> {
    const child = fork(join(__dirname, 'sink-process.js'), { stdio: 'inherit' });
    const [{ port }] = (await once(child, 'message')) as [SinkAnswer];
    return new Sink(child, `http://127.0.0.1:${port}`);
  }

  async forget(): Promise<void> {
    await this.ask({ do: 'forget' });
  }

  async at(path: string): Promise<Arrivals> {
    return (await this.ask({ do: 'tell' })).arrivals?.[path] ?? NOTHING;
  }

  /** Waits until so many came to a path. */
  async has(path: string, count: number): Promise<Arrivals> {
    for (const until = Date.now() + LIMIT_MS; ; await sleep(50)) {
      const arrivals = await this.at(path);
      if (arrivals.count >= count) return arrivals;
      if (Date.now() > until) throw new Error(`${arrivals.count} of ${count} came to ${path}`);
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.send({ do: 'stop' } satisfies SinkOrder);
    await ended;
  }

  private async ask(order: SinkOrder): Promise<SinkAnswer> {
    const answer = once(this.child, 'message');
    this.child.send(order);
    return ((await answer) as [SinkAnswer])[0];
  }
}

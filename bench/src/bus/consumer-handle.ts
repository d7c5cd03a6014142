import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { ConsumerAnswer, ConsumerOrder } from './consumer-process';

const PATIENCE_MS = 120_000;

/** The process in which events arrive: another one than that which sends them, as between two services. */
export class ConsumerHandle {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(join(__dirname, 'consumer-process.js'), { stdio: 'inherit' });
  }

  order(order: ConsumerOrder): void {
    this.child.send(order);
  }

  /** Resolves with the answer expected; rejects when the process fails, ends or stays silent for two minutes. */
  answer(expected: ConsumerAnswer['is']): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = (error?: Error) => {
        clearTimeout(timer);
        this.child.off('message', heard).off('exit', ended);
        if (error) reject(error);
        else resolve();
      };
      const heard = ({ is, why }: ConsumerAnswer) => {
        if (is === 'failed') over(new Error(`the consumer failed: ${why}`));
        else if (is === expected) over();
      };
      const ended = () => over(new Error('the process of the consumer ended'));
      const timer = setTimeout(() => over(new Error(`the consumer is not ${expected}`)), PATIENCE_MS);
      this.child.on('message', heard).once('exit', ended);
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || !this.child.connected) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.order({ do: 'stop' });
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
}

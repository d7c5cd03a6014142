import { Presets, SingleBar } from 'cli-progress';

/** Shows how far the play is: a bar on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  show(day: string, done: number): void;
  stop(): void;
}

export function progressOf(total: number, out: NodeJS.WriteStream = process.stdout): Progress {
  return out.isTTY ? new Bar(total, out) : new Lines(total, out);
}

class Bar implements Progress {
  private readonly bar: SingleBar;

  constructor(total: number, out: NodeJS.WriteStream) {
    this.bar = new SingleBar(
      { format: ' {bar} {percentage}% | {value}/{total} bookings | {day}', stream: out, hideCursor: true },
      Presets.shades_classic,
    );
    this.bar.start(total, 0, { day: '' });
  }

  show(day: string, done: number): void {
    this.bar.update(done, { day });
  }

  stop(): void {
    this.bar.stop();
  }
}

class Lines implements Progress {
  private nextAt = 0;
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly out: NodeJS.WriteStream,
  ) {}

  show(day: string, done: number): void {
    this.done = done;
    if (Date.now() < this.nextAt) return;
    this.nextAt = Date.now() + 5_000;
    this.out.write(`${day}: ${done} of ${this.total} bookings ended\n`);
  }

  stop(): void {
    this.out.write(`${this.done} of ${this.total} bookings ended\n`);
  }
}

import { Module } from '@nestjs/common';
import type { DueWork } from '../src/due-work/due-work';
import { DueWorker } from '../src/due-work/due-worker.decorator';
import { SampleModule } from './sample-service';

/** Due work that only says that it runs; the first run takes WORK_MS, so that it can be stopped amid it. */
@DueWorker()
export class WatchedWork implements DueWork {
  readonly name = 'watched-work';
  runs = 0;

  async runDue(): Promise<number> {
    this.runs += 1;
    const ms = Number(process.env['WORK_MS'] ?? 0);
    if (this.runs > 1 || ms === 0) return 0;
    process.stdout.write('works\n');
    await new Promise((resolve) => setTimeout(resolve, ms));
    return 0;
  }
}

@Module({ imports: [SampleModule], providers: [WatchedWork] })
export class WatchedModule {}

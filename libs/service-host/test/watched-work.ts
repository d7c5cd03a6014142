import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import type { DueWork } from '../src/due-work/due-work';
import { DueWorkRegistry } from '../src/due-work/due-work-registry';
import { SampleModule } from './sample-service';

/** Due work that only says that it runs; the first run takes WORK_MS, so that it can be stopped amid it. */
@Injectable()
export class WatchedWork implements DueWork, OnModuleInit {
  readonly name = 'watched-work';
  runs = 0;

  constructor(private readonly registry: DueWorkRegistry) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

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

import { Module } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { createSample, startSample, type Sample } from '../../test/sample-service';
import type { RunningService } from '../service-options';
import type { DueWork } from './due-work';
import { DueWorker } from './due-worker.decorator';

let working = 0;
let mostAtOnce = 0;
let runs = 0;

@DueWorker()
class SlowWork implements DueWork {
  readonly name = 'slow-work';

  async runDue(): Promise<number> {
    working += 1;
    mostAtOnce = Math.max(mostAtOnce, working);
    await delay(400);
    working -= 1;
    runs += 1;
    return 0;
  }
}

@DueWorker()
class FailingWork implements DueWork {
  readonly name = 'failing-work';

  runDue(): Promise<number> {
    return Promise.reject(new Error('it fails every time'));
  }
}

@Module({ providers: [FailingWork, SlowWork] })
class SlowModule {}

describe('due work in live mode', () => {
  let sample: Sample;
  let second: RunningService;

  beforeAll(async () => {
    sample = await startSample({ module: SlowModule });
    second = await createSample(sample.env, SlowModule);
  });
  afterAll(async () => {
    await second?.close();
    await sample?.close();
    await sample?.drop();
  });

  it('is polled by one instance at a time, and a failing work does not keep the others back', async () => {
    await delay(4500);
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(mostAtOnce).toBe(1);
  });
});

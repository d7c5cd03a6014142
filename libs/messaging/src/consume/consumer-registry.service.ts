import { Injectable } from '@nestjs/common';
import { ConsumerRunner } from './consumer-runner';

/** The consumers of this process, by name. */
@Injectable()
export class ConsumerRegistry {
  private readonly runners = new Map<string, ConsumerRunner>();

  add(runner: ConsumerRunner): void {
    this.runners.set(runner.definition.name, runner);
  }

  get(consumer: string): ConsumerRunner | undefined {
    return this.runners.get(consumer);
  }

  all(): ConsumerRunner[] {
    return [...this.runners.values()];
  }
}

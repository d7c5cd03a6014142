import { Inject, Injectable, Logger, OnApplicationShutdown, Optional } from '@nestjs/common';
import { backOff } from '../back-off';
import { tellError } from '../loggable-error';
import { RESOLVED_MESSAGING_CONFIG } from '../messaging.config';
import type { MessagingConfig } from '../messaging.config';
import { EVENT_BUS } from './event-bus';
import type { EventBus } from './event-bus';

/** Token of a function that ends the process when the bus cannot recover; by default SIGTERM to oneself. */
export const ON_FATAL_BUS_ERROR = Symbol('ON_FATAL_BUS_ERROR');

/** Topics, close and last resort of the bus of this process. */
@Injectable()
export class BusLifecycle implements OnApplicationShutdown {
  private readonly log = new Logger('EventBus');
  private readonly stopped = new AbortController();
  private ready: Promise<boolean> | undefined;
  private fault: string | undefined;

  constructor(
    @Inject(EVENT_BUS) readonly bus: EventBus,
    @Inject(RESOLVED_MESSAGING_CONFIG) private readonly config: MessagingConfig,
    @Optional() @Inject(ON_FATAL_BUS_ERROR) private readonly exit: (reason: Error) => void = terminate,
  ) {}

  /** Creates the topics, trying until the bus answers; false when the process stops before. */
  topicsReady(topics: readonly string[]): Promise<boolean> {
    this.ready ??= this.createTopics(topics);
    return this.ready;
  }

  /** Why the bus is given up, undefined when it is not. */
  fatalFault(): string | undefined {
    return this.fault;
  }

  fatal(who: string, reason: Error): void {
    this.fault = `${who}: ${tellError(reason)}`;
    this.log.fatal(`${this.fault}; the process ends, to be started again`);
    this.exit(reason);
  }

  stopWaiting(): void {
    this.stopped.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopWaiting();
    await this.bus.close();
  }

  private async createTopics(topics: readonly string[]): Promise<boolean> {
    for (let attempt = 1; !this.stopped.signal.aborted; attempt++) {
      try {
        await this.bus.ensureTopics(topics, this.config.partitions);
        return true;
      } catch (error) {
        this.log.warn(`cannot create topics yet: ${tellError(error)}`);
        await this.pause(backOff(attempt, 250, 5_000));
      }
    }
    return false;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.stopped.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}

function terminate(): void {
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

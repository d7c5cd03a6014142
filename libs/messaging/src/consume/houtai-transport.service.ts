import { Inject, Injectable, Logger, OnModuleDestroy } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { CustomTransportStrategy, MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { TOPICS } from '@houtai/event-catalogue';
import { BusLifecycle } from '../bus/bus-lifecycle.service';
import { Subscription } from '../bus/event-bus';
import { tellError } from '../loggable-error';
import { MESSAGING_OPTIONS } from '../messaging.config';
import type { MessagingOptions } from '../messaging.config';
import { UnitOfWork } from '../sql/unit-of-work.service';
import { ConsumerDefinition, EventHandler, Registration } from './consumer-definition';
import { ConsumerRegistry } from './consumer-registry.service';
import { ConsumerRunner } from './consumer-runner';
import { DeadLetterTopic } from './dead-letter-topic';
import type { HandlerExtras } from './on-events.decorator';
import { keepOriginalErrors } from './original-error.filter';

/**
 * Nest transport over the event bus: `@EventPattern` and `@OnEvents` methods with their guards, pipes and interceptors are
 * called inside an inbox transaction. Handlers are grouped by `extras.consumer` (default: the service).
 */
@Injectable()
export class HoutaiTransport extends Server implements CustomTransportStrategy, OnModuleDestroy {
  private readonly log = new Logger(HoutaiTransport.name);
  private readonly registrations = new Map<string, Registration[]>();
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bus: BusLifecycle,
    private readonly registry: ConsumerRegistry,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    modules: ModulesContainer,
  ) {
    super();
    keepOriginalErrors(modules);
  }

  /** Called by Nest for each handler. They are kept apart, not chained: each consumer runs its own. */
  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler = false,
    extras: HandlerExtras = {},
  ): void {
    if (!isEventHandler || typeof pattern !== 'string') {
      throw new Error(`Only @EventPattern(type) is served; there is no request/reply over the bus`);
    }
    const { consumer = this.options.service, ...rest } = extras;
    const registration = { ...rest, pattern, handler: toEventHandler(callback) };
    this.registrations.set(consumer, [...(this.registrations.get(consumer) ?? []), registration]);
  }

  /** Subscribes all consumers. It does not wait for the bus: a service also starts while the broker is down. */
  listen(callback: (...parameters: unknown[]) => void): void {
    const deadLetters = new DeadLetterTopic(this.bus.bus);
    for (const [name, registrations] of this.registrations) {
      const definition = new ConsumerDefinition(name, `${this.options.service}.${name}`, registrations);
      const runner = new ConsumerRunner(definition, this.unitOfWork, deadLetters);
      this.registry.add(runner);
      void this.subscribe(runner);
    }
    callback();
  }

  /** Connection and backlog of each consumer, by name. */
  subscriptionOf(consumer: string): Subscription | undefined {
    return this.subscriptions.get(consumer);
  }

  on(): never {
    throw new Error('The transport emits no events');
  }

  unwrap<T>(): T {
    return this.bus.bus as T;
  }

  async onModuleDestroy(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    this.bus.stopWaiting();
    const subscriptions = [...this.subscriptions.values()];
    this.subscriptions.clear();
    await Promise.all(subscriptions.map((subscription) => subscription.stop()));
  }

  private async subscribe(runner: ConsumerRunner): Promise<void> {
    const { name, group, topics } = runner.definition;
    if (!(await this.bus.topicsReady(TOPICS))) return;
    const subscription = this.bus.bus.subscribe({
      group,
      topics,
      handle: (batch) => runner.handle(batch),
      onFatal: (reason) => this.bus.fatal(`consumer ${name}`, reason),
    });
    this.subscriptions.set(name, subscription);
    await subscription.ready.then(
      () => this.log.log(`consumer ${name} joined ${group} for ${topics.length} topics`),
      (error: unknown) => this.log.error(`consumer ${name} cannot join ${group}: ${tellError(error)}`),
    );
  }
}

/** Awaits what Nest's proxy gives: a promise of a value or of an observable that may fail. */
function toEventHandler(callback: MessageHandler): EventHandler {
  return async (payload, context) => {
    const result: unknown = await callback(payload, context);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  };
}

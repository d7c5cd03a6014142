import type { BusReportBody, ConsumerBody } from './operations.dto';

/** What a service says about its side of the bus (`GET /internal/bus`). */
export interface ServiceBus {
  service: string;
  produced: Record<string, number>;
  outboxDepth: number;
  outboxDead: number;
  consumers: ServiceConsumer[];
}

/** `lag` may be a moment old, so it decides nothing here. */
export type ServiceConsumer = Omit<ConsumerBody, 'service' | 'due' | 'pending'>;

/** Puts the services' own accounts together. `undefined` stands for a service that did not answer. */
export function busReport(answers: ReadonlyMap<string, ServiceBus | undefined>): BusReportBody {
  const known = [...answers.values()].filter((answer) => answer !== undefined);
  const producedByType: Record<string, number> = {};
  for (const { produced } of known) {
    for (const [type, count] of Object.entries(produced)) {
      producedByType[type] = (producedByType[type] ?? 0) + count;
    }
  }
  const consumers = known.flatMap((answer) =>
    answer.consumers.map((consumer) => consumerReport(answer.service, consumer, producedByType)),
  );
  const services = [...answers].map(([service, answer]) => ({
    service,
    reachable: answer !== undefined,
    produced: answer ? sumOf(answer.produced) : 0,
    outboxDepth: answer?.outboxDepth ?? null,
    outboxDead: answer?.outboxDead ?? null,
  }));
  const pending = sum(consumers.map((consumer) => consumer.pending));
  const outboxDepth = sum(known.map((answer) => answer.outboxDepth));
  return {
    drained: services.every(({ reachable }) => reachable) && outboxDepth === 0 && pending === 0,
    produced: sumOf(producedByType),
    due: sum(consumers.map(({ due }) => sumOf(due))),
    applied: sum(consumers.map(({ applied }) => sumOf(applied))),
    parked: sum(consumers.map(({ parked }) => parked)),
    pending,
    outboxDepth,
    producedByType,
    services,
    consumers,
  };
}

/**
 * The services are asked one beside the other, so their counts belong to slightly different moments, and an event on its
 * way may be missed by all of them. Two rounds with the same counts cannot miss one: between them nothing moved.
 */
export function stillDrained(first: BusReportBody, second: BusReportBody): boolean {
  return (
    first.drained &&
    second.drained &&
    first.produced === second.produced &&
    first.applied === second.applied &&
    first.parked === second.parked
  );
}

function consumerReport(
  service: string,
  consumer: ServiceConsumer,
  produced: Readonly<Record<string, number>>,
): ConsumerBody {
  const due: Record<string, number> = {};
  for (const type of consumer.types) if (produced[type] !== undefined) due[type] = produced[type];
  const missing = sum(
    Object.entries(due).map(([type, count]) => Math.max(0, count - (consumer.applied[type] ?? 0))),
  );
  return { ...consumer, service, due, pending: Math.max(0, missing - consumer.parked - consumer.discarded) };
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return sum(Object.values(counts));
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** What a service says about its side of the bus (`GET /internal/bus`). */
export interface ServiceBus {
  service: string;
  produced: Record<string, number>;
  outboxDepth: number;
  outboxDead: number;
  consumers: ServiceConsumer[];
}

export interface ServiceConsumer {
  name: string;
  types: string[];
  applied: Record<string, number>;
  /** Messages of its topics not dealt with yet; may be a moment old, so it decides nothing here. */
  lag: number;
  parked: number;
  discarded: number;
}

export interface ConsumerReport extends ServiceConsumer {
  service: string;
  /** Events produced of each type it handles: what it has to have applied in the end. */
  due: Record<string, number>;
  /** Due and neither applied, parked nor given up. */
  pending: number;
}

export interface BusReport {
  services: {
    service: string;
    reachable: boolean;
    produced: number;
    outboxDepth: number | null;
    outboxDead: number | null;
  }[];
  consumers: ConsumerReport[];
  produced: Record<string, number>;
  totals: {
    produced: number;
    due: number;
    applied: number;
    parked: number;
    pending: number;
    outboxDepth: number;
  };
  /** Nothing is under way: every event produced was published, and applied, parked or given up by each of its consumers. */
  drained: boolean;
}

/** Puts the services' own accounts together. `undefined` stands for a service that did not answer. */
export function busReport(answers: ReadonlyMap<string, ServiceBus | undefined>): BusReport {
  const known = [...answers.values()].filter((answer) => answer !== undefined);
  const produced: Record<string, number> = {};
  for (const answer of known) {
    for (const [type, count] of Object.entries(answer.produced))
      produced[type] = (produced[type] ?? 0) + count;
  }
  const consumers = known.flatMap((answer) =>
    answer.consumers.map((consumer) => consumerReport(answer.service, consumer, produced)),
  );
  const totals = {
    produced: sum(Object.values(produced)),
    due: sum(consumers.map(({ due }) => sum(Object.values(due)))),
    applied: sum(consumers.map(({ applied }) => sum(Object.values(applied)))),
    parked: sum(consumers.map(({ parked }) => parked)),
    pending: sum(consumers.map(({ pending }) => pending)),
    outboxDepth: sum(known.map(({ outboxDepth }) => outboxDepth)),
  };
  const services = [...answers].map(([service, answer]) => ({
    service,
    reachable: answer !== undefined,
    produced: answer ? sum(Object.values(answer.produced)) : 0,
    outboxDepth: answer?.outboxDepth ?? null,
    outboxDead: answer?.outboxDead ?? null,
  }));
  const drained =
    services.every(({ reachable }) => reachable) && totals.outboxDepth === 0 && totals.pending === 0;
  return { services, consumers, produced, totals, drained };
}

/**
 * The services are asked one beside the other, so their counts belong to slightly different moments, and an event on its
 * way may be missed by all of them. Two rounds with the same counts cannot miss one: between them nothing moved.
 */
export function stillDrained(first: BusReport, second: BusReport): boolean {
  return (
    first.drained &&
    second.drained &&
    first.totals.produced === second.totals.produced &&
    first.totals.applied === second.totals.applied &&
    first.totals.parked === second.totals.parked
  );
}

function consumerReport(
  service: string,
  consumer: ServiceConsumer,
  produced: Readonly<Record<string, number>>,
): ConsumerReport {
  const due: Record<string, number> = {};
  for (const type of consumer.types) if (produced[type] !== undefined) due[type] = produced[type];
  const missing = sum(
    Object.entries(due).map(([type, count]) => Math.max(0, count - (consumer.applied[type] ?? 0))),
  );
  return { ...consumer, service, due, pending: Math.max(0, missing - consumer.parked - consumer.discarded) };
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

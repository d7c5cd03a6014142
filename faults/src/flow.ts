import type { ApiClient, BusView } from '@houtai/tools';

interface BusReport extends BusView {
  readonly services: readonly {
    readonly service: string;
    readonly reachable: boolean;
    /** null for a service that does not answer. */
    readonly outboxDepth: number | null;
    readonly outboxDead: number | null;
  }[];
  readonly consumers: readonly {
    readonly service: string;
    readonly name: string;
    readonly pending: number;
  }[];
}

const ANSWER_MS = 5_000;
const LOOK_MS = 250;

/** What is on its way from service to service, by the system's own account. */
export class Flow {
  constructor(private readonly api: ApiClient) {}

  /** Seconds until nothing is under way; undefined when that takes longer than the limit. */
  async drained(limitMs: number): Promise<number | undefined> {
    const began = Date.now();
    while (Date.now() - began < limitMs) {
      const bus = await Promise.race([
        this.report().catch(() => undefined),
        new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ANSWER_MS)),
      ]);
      if (bus?.drained) return (Date.now() - began) / 1000;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return undefined;
  }

  /** What is not at rest, in words. */
  async underWay(): Promise<string[]> {
    const { services, consumers } = await this.report();
    return [
      ...services.flatMap(({ service, outboxDepth }) =>
        outboxDepth === 0 ? [] : [`${service}: ${outboxDepth ?? 'unknown'} events to publish`],
      ),
      ...consumers.flatMap(({ service, name, pending }) =>
        pending === 0 ? [] : [`${service}.${name}: ${pending} events to apply`],
      ),
    ];
  }

  /** Events that some service has set aside for an operator: parked, or dead in an outbox. */
  async setAside(): Promise<number> {
    const { parked, services } = await this.report();
    return services.reduce((sum, { outboxDead }) => sum + (outboxDead ?? 0), parked);
  }

  private report(): Promise<BusReport> {
    return this.api.get<BusReport>('/api/v1/operations/bus');
  }
}

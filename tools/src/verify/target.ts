import type { Finding } from './finding';

/** A consumer and what it asks the bus for, as its service tells it. */
export interface WantedEvents {
  readonly service: string;
  readonly consumer: string;
  readonly types: readonly string[];
}

/** Whether anything is under way, and a number that changes when something moves. */
export interface Rest {
  readonly drained: boolean;
  readonly moved: string;
}

/** What is verified: databases and bus are read directly, past the code that is judged. */
export interface VerifyTarget {
  /** Address of a role that may read every service's database; the evidence is sorted in temporary tables there. */
  readonly postgresAdminUrl: string;
  /** Database name by service. */
  readonly databases: Readonly<Record<string, string>>;
  /** `HOUTAI_BUS`, `HOUTAI_KAFKA_BROKERS`, `HOUTAI_BUS_PREFIX` …, as a service would get them. */
  readonly bus: NodeJS.ProcessEnv;
  /** Default: every topic of the catalogue. */
  readonly topics?: readonly string[];
  readonly consumers: () => Promise<readonly WantedEvents[]>;
  /** Asks whether the system rests. Without it, it is taken to rest. */
  readonly rest?: () => Promise<Rest>;
  /** How long it may take to come to rest. Default 120 s. */
  readonly restLimitMs?: number;
  /** Whether the projections of analytics follow from its log. */
  readonly rebuild?: () => Promise<readonly string[]>;
  /**
   * Messages with this text in their header `x-planted` were put into a topic past any outbox, on purpose. They owe no
   * producer; consumers owe them what they owe every message.
   */
  readonly planted?: string;
}

/** What was found, in the order of the checks. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Rows read: outbox and log, topics, inboxes. */
  readonly read: { readonly produced: number; readonly delivered: number; readonly received: number };
  readonly seconds: number;
}

/** True when no check found a fault. */
export function isSound({ findings }: Verdict): boolean {
  return findings.every(({ faults }) => faults === 0);
}

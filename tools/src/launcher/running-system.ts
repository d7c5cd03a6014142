import type { Infrastructure, InfrastructureChoice } from '@houtai/infrastructure';
import type { DemoAccount } from './demo-accounts';
import type { SystemPlaces } from '../verify/system-target';
import type { Secrets } from './secrets';
import type { ServiceName } from './service-names';

export interface LaunchOptions {
  readonly mode: 'live' | 'simulated';
  /** Default: HOUTAI_INFRA, else auto. */
  readonly infrastructure?: InfrastructureChoice;
  /** Servers that run already: they are used instead of starting any, and their `stop` is called at the end. */
  readonly servers?: Infrastructure;
  /** Name of a service's database where it is not the service's own: several systems can share one Postgres. */
  readonly databases?: Readonly<Record<string, string>>;
  /** Keeps data and keys in this folder from one start to the next. */
  readonly dataDir?: string;
  /** Instead of new ones, for who signs tokens as the gateway does. */
  readonly secrets?: Secrets;
  /** Of the gateway. Default: any free one. */
  readonly port?: number;
  /** File that tells other tools about the running system (`stateFile()`); none by default. */
  readonly stateFile?: string;
  /** Folder of the log files. Default: a new temporary one, removed at the end unless something went wrong. */
  readonly logDir?: string;
  /** How long the services may take to become ready. Default 120 s: a cold start on a busy machine. */
  readonly readyMs?: number;
  /** false: Postgres does not wait for the disk; for tests only. */
  readonly durable?: boolean;
  /** Told what happens, a line at a time. */
  readonly log?: (line: string) => void;
  /** Variables for the services beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Processes per service, where it is not one. */
  readonly instances?: Readonly<Partial<Record<ServiceName, number>>>;
  /**
   * Gives the one address under which the gateway finds a service with several processes; called before they start.
   * Without it the gateway knows the first process alone, and the others share the work of the bus.
   */
  readonly balance?: (service: ServiceName, urls: readonly string[]) => Promise<string>;
  /** Main program of each service. Default: `apps/<service>/dist/main.js`. */
  readonly program?: (service: ServiceName) => string;
  /** Program that migrates the database of each service. Default: `apps/<service>/dist/migrate.js`. */
  readonly migration?: (service: ServiceName) => string;
  /** Aborting gives the start up; what has been started is stopped. */
  readonly signal?: AbortSignal;
}

export interface RunningService {
  readonly name: ServiceName;
  readonly url: string;
  /** Changes when the service is started again; undefined in between. */
  pid(): number | undefined;
  restarts(): number;
}

export interface AddedInstance extends RunningService {
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

export interface InstanceOptions {
  /** Default: that of the service's other processes. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of a release that ran migrations at the start of its services: given the credentials of the owner. Default: no. */
  readonly migratesItself?: boolean;
}

export interface RunningSystem {
  readonly gatewayUrl: string;
  readonly mode: 'live' | 'simulated';
  readonly infrastructure: Infrastructure;
  /** Every process, the gateway's first; a service with several has as many in a row. */
  readonly services: readonly RunningService[];
  /** Starts one more process of a service and waits until it is ready; the gateway does not know it. */
  addInstance(service: ServiceName, options?: InstanceOptions): Promise<AddedInstance>;
  readonly accounts: readonly DemoAccount[];
  /** Databases and bus, for who looks at them past the services. */
  readonly places: SystemPlaces;
  readonly logDir: string;
  /**
   * Aborted, with an Error of one sentence as the reason, when Postgres or Kafka died and could not be started again:
   * nothing works any more, and all that is left to do is to stop.
   */
  readonly lost: AbortSignal;
  /** From the call to the moment every service was ready. */
  readonly startMs: number;
  /** Gateway first, then the other services, then the infrastructure. May be called more than once. */
  stop(): Promise<void>;
  /** Ends every service at once, without asking. */
  kill(): void;
}

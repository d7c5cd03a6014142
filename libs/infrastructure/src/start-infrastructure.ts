import {
  choiceLine,
  firstThatStarts,
  kindsToTry,
  parseChoice,
  type InfrastructureChoice,
  type InfrastructureKind,
} from './choice';
import { runDockerCompose } from './docker-compose';
import { useExternal } from './external';
import type { Bus, Server, StartedInfrastructure } from './infrastructure-kinds';
import { runOnThisMachine } from './on-this-machine';
import type { ServerWatch } from './supervised-server';

export interface InfrastructureOptions {
  /** Default: HOUTAI_INFRA, else `auto`. */
  readonly choice?: InfrastructureChoice;
  /** Folder that keeps the data from one start to the next; without it everything is removed at the end. */
  readonly dataDir?: string;
  /** Told what happens, a line at a time. Default: nobody. */
  readonly log?: (line: string) => void;
  /** Told of servers of ours that died. Default: nobody; `log` has the line either way. */
  readonly watch?: ServerWatch;
  /** kafka: false starts no Kafka (the embedded bus is used). Default: true. */
  readonly want?: { readonly kafka?: boolean };
  /** false: Postgres does not wait for the disk; for tests only. Default: true. */
  readonly durable?: boolean;
  /** Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Infrastructure {
  readonly kind: InfrastructureKind;
  /** The line that says what was chosen and why. */
  readonly reason: string;
  /** Address of a role that may create databases and roles. */
  readonly postgresAdminUrl: string;
  readonly bus: Bus;
  /** Child processes of ours; none for containers and servers of others. */
  readonly servers: readonly Server[];
  /** Stops what was started here and removes temporary data. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Gives Postgres and a bus by the first way that works: addresses of the environment, Docker Compose, processes on
 * this machine, the embedded bus. What has been started is also cleaned up when this process dies, however it dies.
 * @throws Error that names every way tried and why it could not be had
 */
export async function startInfrastructure(options: InfrastructureOptions = {}): Promise<Infrastructure> {
  const env = options.env ?? process.env;
  const choice = options.choice ?? parseChoice(env.HOUTAI_INFRA);
  const log = options.log ?? (() => undefined);
  const wantKafka = options.want?.kafka ?? true;
  const {
    dataDir,
    durable = true,
    watch = { restarted: () => undefined, lost: (why) => log(why.message) },
  } = options;
  const onThisMachine = (bus: 'kafka' | 'embedded'): Promise<StartedInfrastructure> =>
    runOnThisMachine({ dataDir, durable, bus, log, watch, env });

  const start = async (
    kind: InfrastructureKind,
  ): Promise<StartedInfrastructure & { kind: InfrastructureKind }> => {
    switch (kind) {
      case 'external':
        return { kind, ...(await useExternal(env, wantKafka)) };
      case 'docker':
        return {
          kind,
          ...(await runDockerCompose({ env, wantKafka, keepData: dataDir !== undefined, log })),
        };
      case 'local':
        return {
          kind,
          ...(await onThisMachine(wantKafka ? 'kafka' : 'embedded')),
        };
      case 'embedded':
        return { kind, ...(await onThisMachine('embedded')) };
    }
  };

  const { started, refusals } = await firstThatStarts(kindsToTry(choice), start);
  const reason = choiceLine(choice, started.kind, started.uses, refusals);
  log(reason);
  let stopped: Promise<void> | undefined;
  const { kind, postgresAdminUrl, bus, servers } = started;
  return { kind, reason, postgresAdminUrl, bus, servers, stop: () => (stopped ??= started.stop()) };
}

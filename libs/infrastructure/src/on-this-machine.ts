import { mkdir } from 'node:fs/promises';
import type { StartedInfrastructure } from './infrastructure-kinds';
import { KAFKA_VERSION, kafkaJars, requireJava } from './kafka-jars';
import { archiveKafkaClasses } from './kafka-training';
import { startLocalKafka, type LocalKafka } from './local-kafka';
import { startLocalPostgres, type LocalPostgres } from './local-postgres';
import { provisionBus } from './provision-databases';
import { SupervisedServer, type ServerWatch, type StartedServer } from './supervised-server';
import { temporaryFolder } from './temporary-folder';
import { Watchdog } from './watchdog';

export interface OnThisMachine {
  readonly dataDir?: string;
  readonly durable: boolean;
  readonly bus: 'kafka' | 'embedded';
  readonly log: (line: string) => void;
  readonly watch: ServerWatch;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs Postgres, and Kafka unless the embedded bus is wanted, as supervised children of this process. Everything is in a
 * temporary folder that is removed at the end, unless `dataDir` is given. When one of them does not start, the
 * other is stopped before the reason is thrown.
 */
export async function runOnThisMachine(options: OnThisMachine): Promise<StartedInfrastructure> {
  const { env, log } = options;
  const jars = options.bus === 'kafka' ? await requireJava(env).then(() => kafkaJars(log, env)) : undefined;
  // Whoever does without durability starts many, for tests.
  if (jars && !options.durable) await archiveKafkaClasses(jars, env);
  const watchdog = new Watchdog();
  const scratch = await temporaryFolder('houtai-', watchdog);
  const folder = options.dataDir ?? scratch.path;
  const started: SupervisedServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.allSettled(started.map((server) => server.stop()));
    await scratch.remove();
    watchdog.done();
  };
  /** From here on a server that dies is started by `start` again, which is told what it was before. */
  const keep = async <T extends StartedServer>(start: (before?: T) => Promise<T>): Promise<T> => {
    const server = await start();
    started.push(new SupervisedServer(server, () => start(server), options.watch, log));
    return server;
  };
  try {
    await mkdir(folder, { recursive: true });
    const durable = options.durable || options.dataDir !== undefined;
    const [postgres, kafka] = await allOrFirstFault([
      keep<LocalPostgres>((before) =>
        startLocalPostgres({
          folder,
          scratch: scratch.path,
          durable,
          watchdog,
          port: before?.port,
          socket: true,
        }),
      ),
      jars
        ? keep<LocalKafka>((before) =>
            startLocalKafka({
              jars,
              folder,
              durable: options.dataDir !== undefined,
              watchdog,
              env,
              ports: before?.ports,
            }),
          )
        : undefined,
    ]);
    const bus = kafka
      ? ({ kind: 'kafka', brokers: kafka.brokers } as const)
      : ({ kind: 'embedded', url: await provisionBus(postgres.adminUrl) } as const);
    return {
      postgresAdminUrl: postgres.adminUrl,
      bus,
      uses: `Postgres 18 and ${kafka ? `Apache Kafka ${KAFKA_VERSION}` : 'the embedded bus'} on this machine`,
      // Plain facts, as these are written to files; the process id is asked for each time.
      servers: started.map((server) => ({
        name: server.name,
        get pid() {
          return server.pid;
        },
      })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for both, so that a slow one is known (and can be stopped) when the other has failed. */
async function allOrFirstFault<A, B>(
  pair: readonly [Promise<A>, Promise<B> | undefined],
): Promise<[A, B | undefined]> {
  const settled = await Promise.allSettled(pair);
  const fault = settled.find((result) => result.status === 'rejected');
  if (fault) throw fault.reason;
  return Promise.all(pair);
}

import { startServer, untilItAnswers, type ServerProcess } from './child-process';
import { classArchiveOptions } from './kafka-class-archive';
import { javaProgram } from './kafka-jars';
import { kafkaClassPath, prepareStorage, type KafkaSettings, type KafkaStorage } from './kafka-storage';
import { probeKafka } from './network';
import type { Watchdog } from './watchdog';

export interface KafkaProcessOptions extends KafkaStorage {
  readonly name: string;
  readonly heapMb: number;
  /** Address that answers once the node serves clients, `host:port`. */
  readonly answersAt: string;
  readonly watchdog: Watchdog;
  /** File that is to take its classes when it ends in order. Default: it uses the archive there is. */
  readonly archivesTo?: string;
}

/** What every node of ours has: small, on loopback, quick to notice members that come and go. */
export const SMALL_NODE: KafkaSettings = {
  'process.roles': 'broker,controller',
  'controller.listener.names': 'CONTROLLER',
  'auto.create.topics.enable': false,
  'group.initial.rebalance.delay.ms': 50,
  'group.min.session.timeout.ms': 1000,
  'offsets.topic.num.partitions': 8,
  'transaction.state.log.num.partitions': 1,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'num.replica.fetchers': 1,
  'log.cleaner.threads': 1,
  'log.cleaner.dedupe.buffer.size': 16_777_216,
  'log.segment.bytes': 134_217_728,
};

/** A node that ended is noticed at once; one on a machine at its limits may take more than a minute. */
const START_MS = 120_000;

/** Starts one node and waits until it answers; the log is formatted first when there is none. */
export async function startKafkaProcess(options: KafkaProcessOptions): Promise<ServerProcess> {
  const { jars, heapMb, env, archivesTo } = options;
  const file = await prepareStorage(options);
  const memory = ['-Xms64m', `-Xmx${heapMb}m`];
  // On few cores a collector with threads of its own takes from the services what it saves in pauses.
  // Its optimising compiler takes a third of Kafka's processor time for minutes after the start, and saves a fifth later.
  const tuning = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
  const classes =
    archivesTo === undefined
      ? await classArchiveOptions(jars, env)
      : [`-XX:ArchiveClassesAtExit=${archivesTo}`];
  const args = [...memory, ...tuning, ...classes, ...kafkaClassPath(jars), 'kafka.Kafka', file];
  const server = await startServer(
    { name: options.name, command: javaProgram(env), args, cwd: '/', env },
    options.watchdog,
  );
  try {
    await untilItAnswers(
      () => probeKafka(options.answersAt),
      START_MS,
      () => server.hasExited(),
    );
    return server;
  } catch (error) {
    await server.stop('SIGKILL', 0);
    throw new Error(`Kafka did not start: ${server.tail(6) || String(error)}`);
  }
}

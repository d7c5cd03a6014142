import { randomBytes } from 'node:crypto';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer, untilItAnswers, type ServerProcess } from './child-process';
import { javaProgram } from './kafka-jars';
import { probeKafka } from './network';
import { lastLines, runCommand } from './run-command';
import type { Watchdog } from './watchdog';

/** Settings of a node as they stand in its `server.properties`. */
export type KafkaSettings = Readonly<Record<string, string | number | boolean>>;

export interface KafkaProcessOptions {
  readonly name: string;
  /** Folder of the jars, from `kafkaJars`. */
  readonly jars: string;
  /** Folder of the node; its log lies in `log` below. */
  readonly folder: string;
  readonly settings: KafkaSettings;
  readonly heapMb: number;
  /** Identity of the cluster; nodes of one cluster must be given the same. */
  readonly clusterId: string;
  /** Of `StorageTool format`, beside cluster and settings. */
  readonly formatArguments: readonly string[];
  /** Address that answers once the node serves clients, `host:port`. */
  readonly answersAt: string;
  readonly watchdog: Watchdog;
  readonly env: NodeJS.ProcessEnv;
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

/** A new identity for a cluster. One that begins with a dash would be taken for an option by Kafka's tools. */
export function newClusterId(bytes: () => Buffer = () => randomBytes(16)): string {
  for (;;) {
    const id = bytes().toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}

/** A node that ended is noticed at once; one on a machine at its limits may take more than a minute. */
const START_MS = 120_000;

/** Starts one node and waits until it answers; the log is formatted first when there is none. */
export async function startKafkaProcess(options: KafkaProcessOptions): Promise<ServerProcess> {
  const { folder, heapMb, env } = options;
  const file = join(folder, 'server.properties');
  await writeFile(file, propertiesText({ ...options.settings, 'log.dirs': join(folder, 'log') }));
  const java = javaProgram(env);
  const base = ['-cp', join(options.jars, '*'), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  // A kept log has its cluster id already, and refuses another.
  if (!(await isFormatted(folder))) await format(java, base, file, options);
  const memory = [`-Xms${Math.min(heapMb, 256)}m`, `-Xmx${heapMb}m`];
  // On few cores a collector with threads of its own takes from the services what it saves in pauses.
  // Its optimising compiler takes a third of Kafka's processor time for minutes after the start, and saves a fifth later.
  const tuning = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
  const args = [...memory, ...tuning, ...base, 'kafka.Kafka', file];
  const server = await startServer(
    { name: options.name, command: java, args, cwd: '/', env },
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

function isFormatted(folder: string): Promise<boolean> {
  return access(join(folder, 'log', 'meta.properties')).then(
    () => true,
    () => false,
  );
}

async function format(
  java: string,
  base: readonly string[],
  file: string,
  { clusterId, formatArguments, env }: KafkaProcessOptions,
): Promise<void> {
  const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', ...formatArguments];
  const args = ['-Xmx128m', '-XX:TieredStopAtLevel=1', ...base, ...tool, '-t', clusterId, '-c', file];
  const { code, output } = await runCommand(java, args, { timeoutMs: 60_000, env });
  if (code !== 0) throw new Error(`Kafka's storage could not be formatted: ${lastLines(output, 3)}`);
}

function propertiesText(settings: KafkaSettings): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startServer, untilItAnswers, type ServerProcess } from './child-process';
import { javaProgram } from './kafka-jars';
import { freePort, freePorts, probeKafka } from './network';
import { lastLines, runCommand } from './run-command';
import type { Watchdog } from './watchdog';

export interface LocalKafkaOptions {
  /** Folder of the jars, from `kafkaJars`. */
  readonly jars: string;
  /** Folder that holds the log and the settings of the broker. */
  readonly folder: string;
  /** true: the log outlives this run, so the broker is shut down in order. */
  readonly durable: boolean;
  readonly watchdog: Watchdog;
  readonly env?: NodeJS.ProcessEnv;
}

export interface LocalKafka {
  readonly brokers: string;
  readonly process: ServerProcess;
  stop(): Promise<void>;
}

/** Starts one Apache Kafka node (KRaft, broker and controller in one) on free loopback ports. */
export async function startLocalKafka(options: LocalKafkaOptions): Promise<LocalKafka> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(options);
    } catch (error) {
      if (attempt === 3 || !/Address already in use|BindException/i.test(String(error))) throw error;
    }
  }
}

async function start(options: LocalKafkaOptions): Promise<LocalKafka> {
  const folder = join(options.folder, 'kafka');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ports = await choosePorts(folder);
  const settings = join(folder, 'server.properties');
  await writeFile(settings, properties(folder, ports));
  const env = { ...(options.env ?? process.env) };
  const java = javaProgram(env);
  const base = ['-cp', join(options.jars, '*'), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  // A kept log has its cluster id already, and refuses another.
  if (!(await isFormatted(folder))) await format(java, base, settings, env);
  const server = await startServer(
    {
      name: 'kafka',
      command: java,
      args: [
        '-Xms256m',
        '-Xmx512m',
        '-XX:+UseG1GC',
        '-XX:MaxGCPauseMillis=20',
        '-Djava.awt.headless=true',
        ...base,
        'kafka.Kafka',
        settings,
      ],
      cwd: '/',
      env,
    },
    options.watchdog,
  );
  const brokers = `127.0.0.1:${ports.broker}`;
  try {
    await untilItAnswers(
      () => probeKafka(brokers),
      60_000,
      () => server.hasExited(),
    );
  } catch (error) {
    await server.stop('SIGKILL', 0);
    throw new Error(`Kafka did not start: ${server.tail(6) || String(error)}`);
  }
  return {
    brokers,
    process: server,
    stop: () => server.stop(options.durable ? 'SIGTERM' : 'SIGKILL', 15_000),
  };
}

interface Ports {
  readonly broker: number;
  readonly controller: number;
}

/** A kept log remembers the address of its controller, so a later start asks for the same ports. */
async function choosePorts(folder: string): Promise<Ports> {
  const file = join(folder, 'ports.json');
  const known = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Ports,
    () => undefined,
  );
  if (known) return { broker: await freePort(known.broker), controller: await freePort(known.controller) };
  const [broker = 0, controller = 0] = await freePorts(2);
  await writeFile(file, JSON.stringify({ broker, controller }));
  return { broker, controller };
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
  settings: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const { code, output } = await runCommand(
    java,
    [
      '-Xmx128m',
      '-XX:TieredStopAtLevel=1',
      ...base,
      'kafka.tools.StorageTool',
      'format',
      '--standalone',
      '--ignore-formatted',
      '-t',
      clusterId,
      '-c',
      settings,
    ],
    { timeoutMs: 30_000, env },
  );
  if (code !== 0) throw new Error(`Kafka's storage could not be formatted: ${lastLines(output, 3)}`);
}

function properties(folder: string, { broker, controller }: Ports): string {
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(folder, 'log'),
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 50,
    'group.min.session.timeout.ms': 1000,
    'offsets.topic.num.partitions': 8,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'num.replica.fetchers': 1,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'log.segment.bytes': 134_217_728,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

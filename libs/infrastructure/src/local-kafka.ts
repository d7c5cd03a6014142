import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerProcess } from './child-process';
import { newKafkaId } from './kafka-id';
import { SMALL_NODE, startKafkaProcess } from './kafka-process';
import type { KafkaSettings } from './kafka-storage';
import { freePort, freePorts } from './network';
import type { Watchdog } from './watchdog';

export interface LocalKafkaOptions {
  /** Folder of the jars, from `kafkaJars`. */
  readonly jars: string;
  /** Folder that holds the log and the settings of the broker. */
  readonly folder: string;
  /** true: the log outlives this run, so the broker is shut down in order. */
  readonly durable: boolean;
  readonly watchdog: Watchdog;
  /** Those of an earlier start, no others. Default: those that the folder remembers, else free ones. */
  readonly ports?: KafkaPorts;
  /** File that is to take its classes when it ends in order. */
  readonly archivesTo?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface LocalKafka {
  readonly brokers: string;
  readonly ports: KafkaPorts;
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
  const ports = options.ports ?? (await choosePorts(folder));
  const brokers = `127.0.0.1:${ports.broker}`;
  const server = await startKafkaProcess({
    name: 'kafka',
    jars: options.jars,
    folder,
    settings: settings(ports),
    heapMb: 256,
    clusterId: newKafkaId(),
    formatArguments: ['--standalone'],
    answersAt: brokers,
    watchdog: options.watchdog,
    archivesTo: options.archivesTo,
    env: options.env ?? process.env,
  });
  return {
    brokers,
    ports,
    process: server,
    stop: () => server.stop(options.durable ? 'SIGTERM' : 'SIGKILL', 15_000),
  };
}

export interface KafkaPorts {
  readonly broker: number;
  readonly controller: number;
}

/** A kept log remembers the address of its controller, so a later start asks for the same ports. */
async function choosePorts(folder: string): Promise<KafkaPorts> {
  const file = join(folder, 'ports.json');
  const known = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as KafkaPorts,
    () => undefined,
  );
  if (known) return { broker: await freePort(known.broker), controller: await freePort(known.controller) };
  const [broker = 0, controller = 0] = await freePorts(2);
  await writeFile(file, JSON.stringify({ broker, controller }));
  return { broker, controller };
}

function settings({ broker, controller }: KafkaPorts): KafkaSettings {
  const listeners = `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`;
  return {
    ...SMALL_NODE,
    'node.id': 1,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controller}`,
    listeners,
    'advertised.listeners': listeners,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
  };
}

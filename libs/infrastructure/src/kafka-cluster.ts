import { join } from 'node:path';
import type { ServerProcess } from './child-process';
import { kafkaJars, requireJava } from './kafka-jars';
import {
  listenerProtocol,
  listenerSettings,
  scramArguments,
  type KafkaListenerSecurity,
} from './kafka-listener-security';
import { newKafkaId } from './kafka-id';
import { SMALL_NODE, startKafkaProcess, type KafkaProcessOptions } from './kafka-process';
import { copyStorage, prepareStorage, type KafkaSettings } from './kafka-storage';
import { archiveKafkaClasses } from './kafka-training';
import { freePorts } from './network';
import { startTcpProxy, type TcpProxy } from './tcp-proxy';
import { temporaryFolder } from './temporary-folder';
import { Watchdog } from './watchdog';

export interface KafkaClusterOptions {
  /** Default 3. */
  readonly nodes?: number;
  /** Copies that must have a message before it is confirmed; default 2, at most the number of nodes. */
  readonly minInsync?: number;
  /** Puts a proxy in front of each node, through which all clients go (not the nodes among themselves). */
  readonly proxied?: boolean;
  /** How clients have to come; without it anybody may, in plain text. The nodes among themselves always do so. */
  readonly security?: KafkaListenerSecurity;
  /** Folder for the logs; without it a temporary one, removed at the end. */
  readonly folder?: string;
  readonly log?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** One broker (and controller) of the cluster, as the operating system sees it. */
export interface KafkaNode {
  readonly id: number;
  /** `host:port` that clients use: the proxy's where there is one. */
  readonly address: string;
  /** Folder of its log and settings. */
  readonly folder: string;
  readonly proxy?: TcpProxy;
  /** undefined while it is down. */
  pid(): number | undefined;
  /** Orderly: it hands its partitions over first. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  resume(): void;
  /** Again, on the same ports and log; resolves when it answers. */
  start(): Promise<void>;
}

export interface KafkaCluster {
  /** `host:port,…` */
  readonly brokers: string;
  readonly nodes: readonly KafkaNode[];
  stop(): Promise<void>;
}

const HEAP_MB = 384;

/**
 * Several Apache Kafka nodes on this machine, for tests and benchmarks of what happens when brokers come and go.
 * Topics have a copy on each node by default. Cleaned up however this process ends.
 */
export async function startKafkaCluster(options: KafkaClusterOptions = {}): Promise<KafkaCluster> {
  const { nodes: count = 3, log = () => undefined, env = process.env } = options;
  await requireJava(env);
  const jars = await kafkaJars(log, env);
  await archiveKafkaClasses(jars, env);
  const watchdog = new Watchdog();
  const scratch = await temporaryFolder('houtai-kafka-', watchdog);
  const folder = options.folder ?? scratch.path;
  const ports = await freePorts(3 * count);
  const place = (listener: number, id: number): string => `127.0.0.1:${ports[listener * count + id - 1]}`;
  const voters = Array.from({ length: count }, (_, i) => `${i + 1}@${place(2, i + 1)}`).join(',');
  const clusterId = newKafkaId();
  const nodes: Node[] = [];
  const processes: KafkaProcessOptions[] = [];
  for (let id = 1; id <= count; id += 1) {
    const home = join(folder, `node-${id}`);
    const own = { client: place(0, id), internal: place(1, id), controller: place(2, id) };
    const proxy = options.proxied ? await startTcpProxy(own.client) : undefined;
    const address = proxy?.address ?? own.client;
    const addresses = { ...own, address, voters };
    const settings = clusterSettings(id, count, options, addresses);
    const process: KafkaProcessOptions = {
      name: `kafka-${id}`,
      jars,
      folder: home,
      settings,
      heapMb: HEAP_MB,
      clusterId,
      formatArguments: scramArguments(options.security),
      // what asks whether it answers speaks plain text
      answersAt: options.security ? own.internal : own.client,
      watchdog,
      env,
    };
    processes.push(process);
    nodes.push(new Node(id, address, home, proxy, () => startKafkaProcess(process)));
  }
  const stop = async (): Promise<void> => {
    await Promise.allSettled(nodes.map((node) => node.kill()));
    await Promise.all(nodes.map(({ proxy }) => proxy?.close()));
    await scratch.remove();
    watchdog.done();
  };
  await startAll(nodes, processes).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  let stopped: Promise<void> | undefined;
  return {
    brokers: nodes.map(({ address }) => address).join(','),
    nodes,
    stop: () => (stopped ??= stop()),
  };
}

/** Rejects with the first fault, when all have started or failed to. */
async function startAll(
  nodes: readonly Node[],
  [first, ...others]: readonly KafkaProcessOptions[],
): Promise<void> {
  if (first) await prepareStorage(first);
  await Promise.all(others.map(({ folder }, n) => copyStorage(first?.folder ?? '', folder, n + 2)));
  const started = await Promise.allSettled(nodes.map((node) => node.start()));
  const fault = started.find((result) => result.status === 'rejected');
  if (fault) throw fault.reason;
}

class Node implements KafkaNode {
  private process: ServerProcess | undefined;

  constructor(
    readonly id: number,
    readonly address: string,
    readonly folder: string,
    readonly proxy: TcpProxy | undefined,
    private readonly starting: () => Promise<ServerProcess>,
  ) {}

  pid(): number | undefined {
    return this.process?.hasExited() === false ? this.process.pid : undefined;
  }

  async start(): Promise<void> {
    if (this.pid() === undefined) this.process = await this.starting();
  }

  async stop(): Promise<void> {
    await this.process?.stop('SIGTERM', 30_000);
  }

  async kill(): Promise<void> {
    await this.process?.stop('SIGKILL', 1_000);
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  private signal(signal: NodeJS.Signals): void {
    const pid = this.pid();
    if (pid !== undefined) process.kill(pid, signal);
  }
}

interface Addresses {
  /** Where the node listens for clients, for the other nodes, and as a controller. */
  readonly client: string;
  readonly internal: string;
  readonly controller: string;
  /** Where clients reach it. */
  readonly address: string;
  readonly voters: string;
}

function clusterSettings(
  id: number,
  count: number,
  { minInsync = 2, security }: KafkaClusterOptions,
  { client, internal, controller, address, voters }: Addresses,
): KafkaSettings {
  const insync = Math.min(minInsync, count);
  return {
    ...SMALL_NODE,
    'node.id': id,
    'controller.quorum.voters': voters,
    listeners: `CLIENT://${client},INTERNAL://${internal},CONTROLLER://${controller}`,
    'advertised.listeners': `CLIENT://${address},INTERNAL://${internal}`,
    'listener.security.protocol.map': `CLIENT:${listenerProtocol(security)},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    ...listenerSettings(security),
    'inter.broker.listener.name': 'INTERNAL',
    'default.replication.factor': count,
    'min.insync.replicas': insync,
    'offsets.topic.replication.factor': count,
    'transaction.state.log.replication.factor': count,
    'transaction.state.log.min.isr': insync,
    'share.coordinator.state.topic.replication.factor': count,
    'share.coordinator.state.topic.min.isr': insync,
    // a node that is gone is noticed within seconds, as in a cluster that is watched
    'broker.session.timeout.ms': 6_000,
    'broker.heartbeat.interval.ms': 1_000,
    'replica.lag.time.max.ms': 10_000,
    'controlled.shutdown.enable': true,
  };
}

import { access, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classArchiveOptions } from './kafka-class-archive';
import { javaProgram } from './kafka-jars';
import { newKafkaId } from './kafka-id';
import { lastLines, runCommand } from './run-command';

/** Settings of a node as they stand in its `server.properties`. */
export type KafkaSettings = Readonly<Record<string, string | number | boolean>>;

export interface KafkaStorage {
  /** Folder of the jars, from `kafkaJars`. */
  readonly jars: string;
  /** Folder of the node; its log lies in `log` below. */
  readonly folder: string;
  readonly settings: KafkaSettings;
  /** Identity of the cluster; nodes of one cluster must be given the same. */
  readonly clusterId: string;
  /** Of `StorageTool format`, beside cluster and settings. */
  readonly formatArguments: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Identity of a node, in its log. */
const IDENTITY = 'meta.properties';
/** What the first controller begins with; the same for all nodes of a cluster. */
const BOOTSTRAP = 'bootstrap.checkpoint';

/**
 * Writes the settings and formats the log, unless it has been formatted: a kept log has its cluster id already, and
 * refuses another.
 * @returns the file of the settings
 */
export async function prepareStorage(storage: KafkaStorage): Promise<string> {
  const { folder, settings } = storage;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'server.properties');
  await writeFile(file, propertiesText({ ...settings, 'log.dirs': join(folder, 'log') }));
  if (!(await isFormatted(folder))) await format(file, storage);
  return file;
}

/**
 * Formats the log of a node as that of another of its cluster was, which costs no Java program of its own. The voters
 * must stand in the settings: where they lie in the log, the log of one node is not that of another.
 * @param from folder of a node that is formatted and has not started yet
 */
export async function copyStorage(from: string, to: string, nodeId: number): Promise<void> {
  if (await isFormatted(to)) return;
  const [source, target] = [join(from, 'log'), join(to, 'log')];
  await mkdir(target, { recursive: true, mode: 0o700 });
  await copyFile(join(source, BOOTSTRAP), join(target, BOOTSTRAP));
  const identity = (await readFile(join(source, IDENTITY), 'utf8'))
    .replace(/^node\.id=.*$/m, `node.id=${nodeId}`)
    .replace(/^directory\.id=.*$/m, `directory.id=${newKafkaId()}`);
  await writeFile(join(target, IDENTITY), identity);
}

function isFormatted(folder: string): Promise<boolean> {
  return access(join(folder, 'log', IDENTITY)).then(
    () => true,
    () => false,
  );
}

async function format(file: string, { jars, clusterId, formatArguments, env }: KafkaStorage): Promise<void> {
  const jvm = ['-Xmx128m', '-XX:TieredStopAtLevel=1', ...(await classArchiveOptions(jars, env))];
  const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', ...formatArguments];
  const args = [...jvm, ...kafkaClassPath(jars), ...tool, '-t', clusterId, '-c', file];
  const { code, output } = await runCommand(javaProgram(env), args, { timeoutMs: 60_000, env });
  if (code !== 0) throw new Error(`Kafka's storage could not be formatted: ${lastLines(output, 3)}`);
}

/** Where Java finds Kafka, and how much of it is to be told on standard error. */
export function kafkaClassPath(jars: string): string[] {
  return ['-cp', join(jars, '*'), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
}

function propertiesText(settings: KafkaSettings): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { lastLines, runCommand } from './run-command';

export const KAFKA_VERSION = '4.1.1';

/** What Maven is to fetch: the broker with its runtime dependencies, and a logger that writes to standard error. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.houtai</groupId>
  <artifactId>kafka-for-one-machine</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>3.8.1</version>
  </plugin></plugins></build>
</project>
`;

/** A Maven that prints nothing for this long is given up. */
const MAVEN_SILENCE_MS = 30_000;

/** The folder of downloads that outlive a run: `$XDG_CACHE_HOME/houtai`, else `~/.cache/houtai`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'houtai');
}

/** The Java to use: that of JAVA_HOME, else the one on the path. */
export function javaProgram(env: NodeJS.ProcessEnv = process.env): string {
  return env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
}

/** The major version in what `java -version` prints (`"17.0.15"` is 17, `"1.8.0_402"` is 8); undefined when none. */
export function javaMajorVersion(printed: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(printed);
  return match ? Number(match[1]) : undefined;
}

/** Throws the reason when there is no Java 17 or newer. */
export async function requireJava(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { output } = await runCommand(javaProgram(env), ['-version'], { timeoutMs: 10_000, env }).catch(
    () => {
      throw new Error('there is no Java on this machine (17 or newer is needed)');
    },
  );
  const major = javaMajorVersion(output);
  if (major === undefined) throw new Error('java does not tell its version (17 or newer is needed)');
  if (major < 17) throw new Error(`Java ${major} is too old (17 or newer is needed)`);
}

/**
 * The folder with Kafka's jars, fetched through Maven when it is not there yet. They are fetched into a folder of
 * their own and moved into place in one step, so that starts at the same time do not see half of them.
 */
export async function kafkaJars(
  log: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const cache = cacheFolder(env);
  const jars = join(cache, `kafka-${KAFKA_VERSION}`);
  if (await exists(jars)) return jars;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'fetching-'));
  try {
    await writeFile(join(work, 'pom.xml'), POM);
    log(`Fetching Apache Kafka ${KAFKA_VERSION} through Maven, once (45 MB)`);
    await fetchWithMaven(work, env);
    const count = (await readdir(join(work, 'jars'))).filter((name) => name.endsWith('.jar')).length;
    if (count < 30) throw new Error(`Maven brought only ${count} jars`);
    await rename(join(work, 'jars'), jars).catch(async (error: unknown) => {
      // Another start was faster: its folder is as good as ours.
      if (!(await exists(jars))) throw error;
    });
    return jars;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchWithMaven(work: string, env: NodeJS.ProcessEnv): Promise<void> {
  // Without -B Maven prints its progress byte by byte, which is the sign of life we listen to.
  const args = [
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    '-DoutputDirectory=jars',
    '-Dstyle.color=never',
  ];
  const result = await runCommand('mvn', args, { cwd: work, silenceMs: MAVEN_SILENCE_MS, env }).catch(
    (error: unknown) => {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new Error(
        missing ? 'there is no Maven on this machine to fetch Kafka with' : String((error as Error).message),
      );
    },
  );
  if (result.code !== 0) throw new Error(`Maven could not fetch Kafka: ${firstFault(result.output)}`);
}

function firstFault(output: string): string {
  const faults = output.split('\n').filter((line) => line.startsWith('[ERROR]'));
  const told = faults.map((line) => line.replace('[ERROR]', '').trim()).find((line) => line !== '');
  return (told ?? lastLines(output, 1)).slice(0, 300);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

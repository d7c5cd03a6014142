import { Logger } from '@nestjs/common';
import { Admin, ConfigResourceTypes, ITopicConfig } from 'kafkajs';
import { backOff } from '../../back-off';
import { tellError } from '../../loggable-error';
import { PlainError } from '../../loggable-message';

/** A topic whose settings could lose facts, and may not be changed by this service. */
export class TopicsLoseFactsError extends PlainError {}

/** How topics are to be, by configuration. */
export interface TopicShape {
  readonly partitions: number;
  /** Copies. */
  readonly replication: number;
}

const HOSTING_ATTEMPTS = 12;
/** Where `describeConfigs` says that a value comes from: set at the topic itself. */
const SET_AT_TOPIC = 1;
/**
 * Facts are kept for good. With a broker's defaults they vanish after a week: a consumer that was away for longer
 * would miss them without a word, and so would every new one.
 */
const KEPT_FOR_GOOD: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
};
const INSYNC = 'min.insync.replicas';

const log = new Logger('KafkaTopics');

/**
 * Makes the topics that are missing, and mends the settings of the others where they could lose a fact. The number
 * of partitions of a topic is never changed here: keys would go to others than their earlier events.
 * Throws when a topic cannot be made or mended.
 */
export async function ensureKafkaTopics(
  admin: Admin,
  topics: readonly string[],
  shape: TopicShape,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length > 0) await create(admin, missing, shape);
  const found = topics.filter((topic) => existing.has(topic));
  if (found.length > 0) await mend(admin, found, shape);
}

/** Confirmed is what most copies have: no single server that is lost takes it along. */
export function majorityOf(copies: number): number {
  return Math.floor(copies / 2) + 1;
}

async function create(admin: Admin, topics: readonly string[], shape: TopicShape): Promise<void> {
  const settings = { ...KEPT_FOR_GOOD, [INSYNC]: String(majorityOf(shape.replication)) };
  await admin.createTopics({
    // it would throw at a broker that has not heard yet of the topic, which `untilHosted` waits for
    waitForLeaders: false,
    topics: topics.map((topic) => ({
      topic,
      numPartitions: shape.partitions,
      replicationFactor: shape.replication,
      configEntries: entriesOf(settings),
    })),
  });
  for (const topic of topics) await untilHosted(admin, topic, shape.partitions);
}

async function mend(admin: Admin, topics: string[], shape: TopicShape): Promise<void> {
  // another service may have made one just now
  const { topics: described } = await untilAnswered(() => admin.fetchTopicMetadata({ topics }));
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  for (const { name, partitions } of described) {
    const copies = partitions[0]?.replicas.length ?? 1;
    tellOfShape(name, { partitions: partitions.length, replication: copies }, shape);
    const settings = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    const now = new Map(settings.map(({ configName, configValue }) => [configName, configValue]));
    const wrong: Record<string, string> = {};
    for (const [setting, value] of Object.entries(KEPT_FOR_GOOD))
      if (now.get(setting) !== value) wrong[setting] = value;
    if (Number(now.get(INSYNC)) < majorityOf(copies)) wrong[INSYNC] = String(majorityOf(copies));
    if (Object.keys(wrong).length === 0) continue;
    const were = Object.keys(wrong).map((setting) => `${setting}=${now.get(setting)}`);
    const story = `topic ${name} could lose facts (${were.join(', ')})`;
    const own = settings.filter(({ configSource }) => Number(configSource) === SET_AT_TOPIC);
    const kept = Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
    // the request replaces all settings of the topic
    await alter(admin, name, { ...kept, ...KEPT_FOR_GOOD, ...wrong }).catch((error: unknown) => {
      const wanted = entriesOf(wrong).map((entry) => `${entry.name}=${entry.value}`);
      const reason = `${story} and cannot be changed (${tellError(error)}); set ${wanted.join(', ')}`;
      throw new TopicsLoseFactsError(reason, { cause: error });
    });
    log.warn(`${story}; changed to ${JSON.stringify(wrong)}`);
  }
}

async function alter(admin: Admin, name: string, settings: Record<string, string>): Promise<void> {
  const resources = [{ type: ConfigResourceTypes.TOPIC, name, configEntries: entriesOf(settings) }];
  await admin.alterConfigs({ validateOnly: false, resources });
}

function tellOfShape(topic: string, actual: TopicShape, wanted: TopicShape): void {
  if (actual.partitions !== wanted.partitions)
    log.warn(
      `topic ${topic} has ${actual.partitions} partitions, not ${wanted.partitions} as configured; it stays so: ` +
        'events of a key would lose their order (docs/how-to/grow-partitions.md)',
    );
  if (actual.replication < wanted.replication)
    log.warn(`topic ${topic} has ${actual.replication} copies, not ${wanted.replication} as configured`);
}

function entriesOf(settings: Readonly<Record<string, string>>): NonNullable<ITopicConfig['configEntries']> {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}

/**
 * The broker answers for a new topic, or new partitions, a little before it hosts them; until then a send is refused.
 * Asking for the offsets goes to the leader of each partition.
 */
export function untilHosted(admin: Admin, topic: string, partitions = 1): Promise<void> {
  return untilAnswered(async () => {
    const offsets = await admin.fetchTopicOffsets(topic);
    if (offsets.length < partitions)
      throw new Error(`topic ${topic} has ${offsets.length} partitions, not yet ${partitions}`);
  });
}

/** A broker hears of topics from its controller, so the first answers may be that there is no such topic. */
async function untilAnswered<T>(question: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await question();
    } catch (error) {
      if (attempt >= HOSTING_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, backOff(attempt, 50, 1_000)));
    }
  }
}

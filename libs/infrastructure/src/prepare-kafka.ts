import { requireJava, kafkaJars } from './kafka-jars';
import { archiveKafkaClasses } from './kafka-training';

/**
 * Fetches Kafka and archives its classes where that was not done before: once, for programs that are about to start nodes at
 * the same time and would each do it, two Mavens writing into one repository.
 */
export async function prepareKafka(
  log: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  await requireJava(env);
  await archiveKafkaClasses(await kafkaJars(log, env), env);
}

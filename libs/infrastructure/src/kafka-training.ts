import { ensureClassArchive } from './kafka-class-archive';
import { startLocalKafka } from './local-kafka';
import { temporaryFolder } from './temporary-folder';
import { Watchdog } from './watchdog';

/** To write some 50 MB of classes on a machine that does much else. */
const ARCHIVING_MS = 120_000;

/**
 * Makes the archive of Kafka's classes when there is none: a node is started on a log of its own, and ended in order.
 * Takes some seconds, once for each Java; worth it for whoever starts many nodes.
 */
export function archiveKafkaClasses(jars: string, env: NodeJS.ProcessEnv): Promise<void> {
  return ensureClassArchive(jars, env, async (archivesTo) => {
    const watchdog = new Watchdog();
    const scratch = await temporaryFolder('houtai-classes-', watchdog);
    try {
      const { path: folder } = scratch;
      const { process } = await startLocalKafka({ jars, folder, durable: false, watchdog, archivesTo, env });
      await process.stop('SIGTERM', ARCHIVING_MS);
      if ((await process.ended) === 'SIGKILL') throw new Error('Kafka did not end in order');
    } finally {
      await scratch.remove();
      watchdog.done();
    }
  });
}

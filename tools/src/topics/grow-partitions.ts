import { messagingConfig, TopicGrowth } from '@houtai/messaging';
import type { Client } from 'pg';
import { databaseUrl, openReader } from '../verify/read-services';

/** Databases and bus of a system that is stopped. */
export interface GrowthTarget {
  /** Address of a role that may read every service's database; it is not the role of a service. */
  readonly postgresAdminUrl: string;
  /** Database name by service. */
  readonly databases: Readonly<Record<string, string>>;
  /** `HOUTAI_BUS`, `HOUTAI_KAFKA_BROKERS` …, as a service would get them. */
  readonly bus: NodeJS.ProcessEnv;
  readonly topics: readonly string[];
  readonly partitions: number;
}

export type GrowthOutcome = { readonly grown: readonly string[] } | { readonly refusals: readonly string[] };

/** The lock of a service's relay: who holds it is the only one to publish. */
const RELAY_LOCK = `pg_try_advisory_lock(hashtextextended('houtai-outbox-relay', 0))`;

/**
 * Gives every topic more partitions, or says why that would break the order of events. While it works no relay can
 * publish, should a service be started meanwhile.
 */
export async function growPartitions(target: GrowthTarget): Promise<GrowthOutcome> {
  const services = Object.keys(target.databases);
  const growth = await TopicGrowth.open(messagingConfig(target.bus), { ...target, services });
  const sessions: Client[] = [];
  try {
    const refusals: string[] = [];
    for (const [service, database] of Object.entries(target.databases)) {
      const session = await openReader(databaseUrl(target.postgresAdminUrl, database));
      sessions.push(session);
      refusals.push(...(await ofService(service, session)));
    }
    refusals.push(...(await growth.refusals()));
    return refusals.length > 0 ? { refusals } : { grown: await growth.grow() };
  } finally {
    for (const session of sessions) await session.end().catch(() => undefined);
    await growth.close();
  }
}

async function ofService(service: string, session: Client): Promise<string[]> {
  const { rows } = await session.query<{ locked: boolean; others: number; waiting: number }>(
    `select ${RELAY_LOCK} as locked,
            (select count(*)::int from pg_stat_activity
              where datname = current_database() and usename <> current_user) as others,
            (select count(*)::int from outbox_queue) as waiting`,
  );
  const { locked = false, others = 0, waiting = 0 } = rows[0] ?? {};
  const runs = others > 0 || !locked;
  return [
    ...(runs ? [`${service} runs (${others} sessions in its database): stop it`] : []),
    ...(waiting > 0
      ? [`${service} has ${waiting} events that are not published: start it until they are`]
      : []),
  ];
}

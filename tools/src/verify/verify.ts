import { setTimeout as sleep } from 'node:timers/promises';
import { eventOfType, TOPICS } from '@houtai/event-catalogue';
import { Evidence } from './evidence';
import { findingOf, type Finding } from './finding';
import { businessTime, checkInvariants } from './invariants';
import { checkMessages } from './message-checks';
import { readBus } from './read-bus';
import { databaseUrl, readService } from './read-services';
import type { Rest, Verdict, VerifyTarget } from './target';

const REST_LIMIT_MS = 120_000;
/** Due work may write an event while it is read; then everything is read again. */
const READINGS = 3;

/**
 * Compares what producers committed, what lies on the bus and what consumers have dealt with, id by id and version by
 * version, and the invariants of the services. It shares no query with the code it judges. Memory does not grow with
 * the number of events: they are sorted in temporary tables.
 */
export async function verify(target: VerifyTarget): Promise<Verdict> {
  const began = Date.now();
  const resting = await comeToRest(target);
  const evidence = await Evidence.open(target.postgresAdminUrl);
  try {
    for (let reading = 1; ; reading += 1) {
      const before = (await target.rest?.())?.moved;
      await read(evidence, target);
      if (before === (await target.rest?.())?.moved || reading === READINGS) break;
      await evidence.clear();
    }
    const read_ = {
      produced: await evidence.count('produced'),
      delivered: await evidence.count('delivered'),
      received: await evidence.count('received'),
    };
    const something = findingOf(
      'there is something to verify',
      read_.produced,
      read_.produced > 0 ? [] : ['no service has committed any event'],
    );
    const findings = [
      resting,
      something,
      ...(await checkMessages(evidence)),
      ...(await checkServices(target)),
      ...(await checkRebuild(target)),
    ];
    return { findings, read: read_, seconds: (Date.now() - began) / 1000 };
  } finally {
    await evidence.close();
  }
}

async function comeToRest({ rest, restLimitMs = REST_LIMIT_MS }: VerifyTarget): Promise<Finding> {
  const check = 'the system came to rest';
  const began = Date.now();
  let last: Rest | undefined;
  while (rest && Date.now() - began < restLimitMs) {
    last = await rest().catch(() => undefined);
    if (last?.drained) break;
    await sleep(250);
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const faults =
    !rest || last?.drained ? [] : [`not within ${seconds} s: ${last?.moved ?? 'it does not answer'}`];
  return findingOf(check, 1, faults, `after ${seconds} s`);
}

async function read(evidence: Evidence, target: VerifyTarget): Promise<void> {
  // Producers first: what they commit while the bus is read would otherwise look like messages of nobody's.
  for (const wanted of await target.consumers())
    await evidence.add(
      'wanted',
      wanted.types.map((type) => [wanted.service, wanted.consumer, eventOfType(type)?.topic ?? '', type]),
    );
  for (const [service, database] of Object.entries(target.databases))
    await readService(evidence, service, databaseUrl(target.postgresAdminUrl, database));
  await readBus(evidence, target.bus, target.topics ?? TOPICS, target.planted);
  await evidence.complete();
}

async function checkServices({ databases, postgresAdminUrl }: VerifyTarget): Promise<Finding[]> {
  const url = (database: string): string => databaseUrl(postgresAdminUrl, database);
  const now = await businessTime(databases.gateway === undefined ? undefined : url(databases.gateway));
  const findings: Finding[] = [];
  for (const [service, database] of Object.entries(databases))
    findings.push(...(await checkInvariants(service, url(database), now)));
  return findings;
}

async function checkRebuild({ rebuild }: VerifyTarget): Promise<Finding[]> {
  if (!rebuild) return [];
  return [findingOf('analytics: projections equal a rebuild', 1, await rebuild())];
}

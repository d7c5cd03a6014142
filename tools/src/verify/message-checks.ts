import type { Evidence } from './evidence';
import type { Finding } from './finding';

/** Topics that have lost their oldest messages to retention, with the first number still to be expected in them. */
const KEPT = `
  with first as (
    select distinct on (d.topic, d.partition) d.topic, d.position, p.seq
      from delivered d left join produced p on p.id = d.id
     order by d.topic, d.partition, d.position
  ), trimmed as (
    select topic, max(seq) as seq from first where position > 0 group by topic
  )`;

const VERSIONS = `
  with written as (
    select service, topic, key, min(version) as first, max(version) as last, count(*) as n,
           count(distinct version) as different
      from produced group by service, topic, key
  ), compared as (
    select service, topic, key, first, last, n, different, d.version as declared
      from written full join declared d using (service, topic, key)
  )
  select format('%s %s %s: %s events, versions %s to %s, last written %s, missing %s', service, topic, key,
                coalesce(n, 0), first, last, declared,
                array(select v from generate_series(1, least(greatest(last, declared), 10000)) v
                      except select version from produced p
                       where (p.service, p.topic, p.key) = (c.service, c.topic, c.key) limit 5)) as what
    from compared c
   where n is null or declared is null or first <> 1 or last <> n or different <> n or last <> declared`;

const ORDER = `
  with firsts as (
    select distinct on (d.id) d.topic, d.key, d.id, d.partition, d.position, p.version
      from delivered d join produced p on p.id = d.id and p.topic = d.topic
     order by d.id, d.partition, d.position
  ), steps as (
    select *, lag(version) over (partition by topic, key order by partition, position) as before from firsts
  )
  select format('%s %s: version %s (%s) came after version %s', topic, key, version, id, before) as what
    from steps where before > version`;

const SETTLED = `
  select w.service, w.consumer, d.id, d.topic, d.type from wanted w
    join (select distinct topic, id, type from delivered where id is not null and (readable or not planted)) d
      on d.topic = w.topic and d.type = w.type`;

/** What the messages themselves must satisfy. Compares ids and versions, never totals alone. */
export async function checkMessages(evidence: Evidence): Promise<Finding[]> {
  const produced = 'select count(*) from produced';
  const delivered = 'select count(*) from delivered';
  const received = 'select count(*) from received';
  const states = await evidence.note(
    `select string_agg(format('%s %s', n, state), ', ' order by state desc) as note
       from (select state, count(*) as n from produced group by state) s`,
  );
  const repeats = await evidence.note(
    `select format('%s messages came again', sum(n - 1)) as note
       from (select count(*) as n from delivered where id is not null group by topic, id having count(*) > 1) r
      having count(*) > 0`,
  );
  const unreadable = await evidence.note(
    `select format('%s planted messages cannot be read: nobody owes their effect', count(*)) as note
       from delivered where planted and not readable having count(*) > 0`,
  );
  const open = await evidence.note(
    `select string_agg(format('%s %s', n, status), ', ' order by status) as note
       from (select status, count(*) as n from parked group by status) s`,
  );
  const checks: [string, string, string, string?][] = [
    [
      'committed: each id in one place',
      produced,
      `select format('%s is %s', id, string_agg(service || ' ' || state, ' and ' order by service, state)) as what
         from produced group by id having count(*) > 1`,
      states,
    ],
    ['committed: versions without a hole', 'select count(*) from declared', VERSIONS],
    [
      'topic: every published event is in it',
      `select count(*) from produced where state = 'published'`,
      `${KEPT} select format('%s %s %s %s version %s', p.service, p.topic, p.id, p.key, p.version) as what
         from produced p left join trimmed t on t.topic = p.topic
        where p.state = 'published' and (t.topic is null or p.seq >= t.seq)
          and not exists (select 1 from delivered d where d.id = p.id and d.topic = p.topic)`,
    ],
    [
      'topic: nothing that nobody committed',
      delivered,
      `select format('%s/%s@%s %s', topic, partition, position, coalesce(id::text, 'without an id')) as what
         from delivered d where not planted
          and not exists (select 1 from produced p where p.id = d.id and p.topic = d.topic)`,
    ],
    [
      'topic: what was committed can be read',
      `select count(*) from delivered where not planted`,
      `select format('%s/%s@%s %s', topic, partition, position, coalesce(id::text, 'without an id')) as what
         from delivered where not planted and not readable`,
      unreadable,
    ],
    [
      'topic: key and version as committed',
      delivered,
      `select format('%s %s: %s version %s instead of %s version %s', d.topic, d.id, d.key, d.version, p.key, p.version) as what
         from delivered d join produced p on p.id = d.id and p.topic = d.topic
        where (d.key, d.version) is distinct from (p.key, p.version)`,
    ],
    [
      'topic: a key in one partition',
      'select count(*) from (select distinct topic, key from delivered) k',
      `select format('%s %s in partitions %s', topic, key, array_agg(distinct partition)) as what
         from delivered where not planted group by topic, key having count(distinct partition) > 1`,
    ],
    ['topic: per key in the order of versions', delivered, ORDER, repeats],
    [
      'consumer: all that is due applied or parked',
      `select count(*) from (${SETTLED}) due`,
      `select format('%s.%s lacks %s %s of %s', s.service, s.consumer, s.type, s.id, s.topic) as what
         from (${SETTLED}) s
        where not exists (select 1 from received r
                           where (r.id, r.service, r.consumer) = (s.id, s.service, s.consumer))
          and not exists (select 1 from parked k
                           where (k.id, k.service, k.consumer) = (s.id, s.service, s.consumer)
                             and k.status <> 'replayed')
          and not exists (select 1 from forgetful f where f.service = s.service)`,
      open,
    ],
    [
      'consumer: nothing that is in no topic',
      received,
      `${KEPT} select format('%s.%s has %s %s', r.service, r.consumer, r.type, r.id) as what from received r
        where not exists (select 1 from delivered d where d.id = r.id)
          and not exists (select 1 from trimmed)`,
    ],
    [
      'consumer: each message once',
      received,
      `select format('%s.%s has %s %s times', service, consumer, id, count(*)) as what
         from received group by service, consumer, id having count(*) > 1`,
    ],
    [
      'consumer: counters equal inbox',
      'select count(*) from counted',
      `with entered as (
         select r.service, r.consumer, r.type, count(*) as n from received r
          where not exists (select 1 from parked k where (k.id, k.service, k.consumer) = (r.id, r.service, r.consumer)
                             and k.status = 'discarded')
          group by r.service, r.consumer, r.type
       )
       select format('%s.%s %s: %s counted, %s in the inbox', service, consumer, type, coalesce(count, 0), coalesce(n, 0)) as what
         from entered full join counted using (service, consumer, type)
        where coalesce(n, 0) <> coalesce(count, 0) and service not in (select service from forgetful)`,
    ],
  ];
  const findings: Finding[] = [];
  for (const [check, looked, faults, note] of checks)
    findings.push(await evidence.judge(check, looked, faults, note));
  return findings;
}

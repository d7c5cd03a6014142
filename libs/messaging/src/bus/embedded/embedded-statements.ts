/** Channel on which publishers say that there is something new, and members that their group has changed. */
export const CHANNEL = 'houtai_bus';

/**
 * Appends a batch in one statement. The partitions are locked in one order everywhere; the sort inside
 * `locked` happens before the locks are taken.
 */
export const APPEND = `
  with input as (
    select * from jsonb_to_recordset($1::jsonb)
      as i(n int, topic text, partition int, key text, headers jsonb, value text)
  ), locked as materialized (
    select topic, partition, next_offset from bus_partition
     where (topic, partition) in (select topic, partition from input)
     order by topic, partition for update
  ), numbered as (
    select i.*, l.next_offset + row_number() over (partition by i.topic, i.partition order by i.n) - 1 as place
      from input i join locked l using (topic, partition)
  ), moved as (
    update bus_partition p set next_offset = p.next_offset + c.n
      from (select topic, partition, count(*) as n from input group by topic, partition) c, locked l
     where p.topic = c.topic and p.partition = c.partition and l.topic = p.topic and l.partition = p.partition
  ), written as (
    insert into bus_message (topic, partition, "offset", key, headers, value)
    select topic, partition, place, key, headers, value from numbered
    returning 1
  )
  select (select count(*) from written)::int as written, pg_notify('${CHANNEL}', 'message')`;

/** The next messages of several partitions, each from its own position. */
export const FETCH = `
  select m.topic, m.partition, m."offset"::text as "offset", m.key, m.headers, m.value
    from unnest($1::text[], $2::int[], $3::bigint[]) as p(topic, partition, place)
   cross join lateral (
     select * from bus_message b
      where b.topic = p.topic and b.partition = p.partition and b."offset" >= p.place
      order by b."offset" limit $4
   ) m
   order by m.topic, m.partition, m."offset"`;

/** Remembers positions, unless the partition belongs to somebody else by now. */
export const COMMIT = `
  insert into bus_group_offset as o (group_name, topic, partition, next_offset)
  select $1, p.topic, p.partition, p.place
    from unnest($3::text[], $4::int[], $5::bigint[]) as p(topic, partition, place)
   where exists (
     select 1 from bus_lease l
      where l.group_name = $1 and l.topic = p.topic and l.partition = p.partition and l.member = $2
   )
   order by p.topic, p.partition
  on conflict (group_name, topic, partition) do update set next_offset = excluded.next_offset`;

export const LAG = `
  select coalesce(sum(p.next_offset - coalesce(o.next_offset, first.place, p.next_offset)), 0)::float8 as lag
    from bus_partition p
    left join bus_group_offset o
      on o.group_name = $1 and o.topic = p.topic and o.partition = p.partition
   cross join lateral (
     select min(m."offset") as place from bus_message m where m.topic = p.topic and m.partition = p.partition
   ) first
   where p.topic = any($2::text[])`;

/** A sign of life; members that gave none for their session, and what they held, are removed. */
export const KEEP_MEMBER = `
  insert into bus_member (group_name, member, topics, expires_at)
  values ($1, $2, $3, now() + make_interval(secs => $4))
  on conflict (group_name, member) do update set topics = excluded.topics, expires_at = excluded.expires_at
  returning (xmax = 0) as joined`;

export const DROP_EXPIRED = `delete from bus_member where group_name = $1 and expires_at < now()`;

export const DROP_ORPHANED = `
  delete from bus_lease l
   where l.group_name = $1
     and not exists (select 1 from bus_member m where m.group_name = l.group_name and m.member = l.member)`;

/**
 * Deals the partitions of the group's topics to its members like cards. What this member should not have it
 * keeps until its messages in hand are finished (it releases by itself); what is free and should be its own
 * it takes.
 */
export const DEAL = `
  with dealt as (
    select p.topic, p.partition, m.members[1 + (p.n % cardinality(m.members))::int] as member
      from (
        select topic, partition, row_number() over (order by topic, partition) - 1 as n
          from bus_partition
         where topic in (select unnest(topics) from bus_member where group_name = $1)
      ) p
     cross join lateral (
       select array_agg(member order by member) as members
         from bus_member where group_name = $1 and p.topic = any(topics)
     ) m
  ), taken as (
    insert into bus_lease (group_name, topic, partition, member)
    select $1, topic, partition, member from dealt where member = $2
    on conflict do nothing
    returning topic, partition
  ), held as (
    select topic, partition from bus_lease where group_name = $1 and member = $2
    union select topic, partition from taken
  )
  select h.topic, h.partition, coalesce(d.member = $2, false) as mine, coalesce(o.next_offset, 0)::text as place
    from held h
    left join dealt d using (topic, partition)
    left join bus_group_offset o on o.group_name = $1 and o.topic = h.topic and o.partition = h.partition`;

export const RELEASE = `
  delete from bus_lease where group_name = $1 and member = $2
     and (topic, partition) in (select * from unnest($3::text[], $4::int[]))`;

export const LEAVE = `
  with gone as (delete from bus_lease where group_name = $1 and member = $2)
  delete from bus_member where group_name = $1 and member = $2`;

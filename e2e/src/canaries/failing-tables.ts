import { Client } from 'pg';
import { testPostgresUrl } from '@houtai/testing';

/** Each class of what Postgres refuses or fails at, by a code of it that a row can lead to. */
export const KINDS_OF_FAILURE = [
  '23505', // unique
  '23514', // check
  '23503', // foreign key
  '23502', // not null
  '23P01', // exclusion
  '22P02', // text that is not of the type
  '22001', // too long
  '22003', // out of range
  '22021', // characters
  '22008', // date
  '42501', // privilege
  '42703', // column
  '42601', // syntax
  '40001', // serialisation
  '40P01', // deadlock
  '55P03', // lock
  '57014', // cancelled
  '53100', // disk full
  '25006', // read only
  'P0001', // raised
  'XX000', // internal
] as const;

/**
 * A database in which no row with a certain text can be written: the statement fails with each kind of error in turn, and every
 * part of it that a database may fill quotes the row.
 */
export class FailingTables {
  private constructor(private readonly client: Client) {}

  /** @param codes of the errors, in turn */
  static async plant(
    database: string,
    text: string,
    codes: readonly string[] = KINDS_OF_FAILURE,
  ): Promise<FailingTables> {
    const url = new URL(testPostgresUrl());
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    await client.query(`
      create sequence canary_fault;
      create function canary_fault() returns trigger language plpgsql security definer as $fault$
      declare
        codes text[] := '{${codes.join(',')}}';
        whole text := new::text;
      begin
        if position(lower('${text}') in lower(whole)) = 0 then return new; end if;
        raise exception using errcode = codes[1 + nextval('public.canary_fault') % array_length(codes, 1)],
          message = 'no row like ' || whole, detail = 'Key (' || whole || ') is refused.', hint = whole;
      end $fault$;
      do $plant$
      declare name regclass;
      begin
        for name in select c.oid from pg_class c
                     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                       -- where what failed is set aside
                       and c.relname <> 'parked_message'
        loop
          execute format('create trigger canary_fault before insert or update on %s for each row execute function canary_fault()', name);
        end loop;
      end $plant$`);
    return new FailingTables(client);
  }

  /** How many statements have failed by now. */
  async failures(): Promise<number> {
    const { rows } = await this.client.query<{ n: string }>(
      'select case when is_called then last_value else 0 end as n from canary_fault',
    );
    return Number(rows[0]?.n);
  }

  async remove(): Promise<void> {
    await this.client.query('drop function canary_fault cascade; drop sequence canary_fault');
    await this.client.end();
  }
}

import type { AggregateTable } from './aggregate-table';
import { columnNames } from '@houtai/domain-kit';

type Table = Pick<AggregateTable<never, never, never>, 'name' | 'id' | 'columns' | 'children'>;

/** What the columns `version` and `revision` are called in the code. */
const VERSIONS = 't.version as "eventVersion", coalesce(t.revision, t.version) as version';

/** Selects rows as `toState` takes them, with both versions; put conditions on `t` behind it. */
export function selectRows({ name, columns, children = {} }: Table): string {
  const own = columnNames(columns).map((column) => `t.${column}`);
  const read = Object.entries(children).map(([alias, sql]) => `${sql} as ${alias}`);
  return `select ${[...own, ...read, VERSIONS].join(', ')} from ${name} t`;
}

/**
 * Locks rows in one order everywhere, so that two chunks cannot wait for each other.
 * @param which condition on `t`
 */
export function lockRows(table: Table, which: string): string {
  const condition = `where ${which} order by t.${table.id} for update`;
  return table.children
    ? `select t.${table.id} from ${table.name} t ${condition}`
    : `${selectRows(table)} ${condition}`;
}

/** Reads locked rows with their children: by a statement of its own, which sees what the one before had to wait for. */
export function readLocked(table: Table, which: string): string {
  return `${selectRows(table)} where ${which}`;
}

export function insertRows({ name, columns }: Table, input: string): string {
  const written = [...columnNames(columns), 'version', 'revision'].join(', ');
  return `created as (
  insert into ${name} (${written}) select ${written} from jsonb_populate_recordset(null::${name}, ${input})
)`;
}

/** Rows of what may be there already, in one order everywhere: who begins the same waits, and finds it. */
export function insertMissing({ name, id, columns }: Table): string {
  const written = [...columnNames(columns), 'version', 'revision'].join(', ');
  return `insert into ${name} (${written})
  select ${written} from jsonb_populate_recordset(null::${name}, $1::jsonb) order by ${id}
  on conflict (${id}) do nothing`;
}

/**
 * @param ids the ids in `input`. Without them Postgres, which takes any recordset for a hundred rows, reads the whole table
 */
export function updateRows({ name, id, columns }: Table, input: string, ids: string): string {
  const written = [...Object.keys(columns.changing), 'version', 'revision'];
  return `changed as (
  update ${name} t set (${written.join(', ')}) = (${written.map((column) => `n.${column}`).join(', ')})
    from jsonb_populate_recordset(null::${name}, ${input}) n
   where t.${id} = n.${id} and t.${id} = any(${ids})
)`;
}

export function insertHistory({ id }: Table, history: string, input: string): string {
  return `remembered as (
  insert into ${history} (${id}, version, type, status, at, actor, data)
  select h.${id}, h.version, h.type, h.status, h.at, h.actor, h.data
    from jsonb_to_recordset(${input})
      as h(${id} uuid, version int, type text, status text, at timestamptz, actor text, data jsonb)
)`;
}

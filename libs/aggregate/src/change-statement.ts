import { columnNames, type Existing, fieldOf, toColumns } from '@houtai/domain-kit';
import type { AggregateTable, TableChange } from './aggregate-table';
import { existing, type Step } from './draft';
import { insertHistory, insertRows, updateRows } from './statements';

/** What a draft tells of its changes. */
export interface Changed<State extends { status: string }, Event> {
  readonly before: State;
  readonly state: State;
  readonly steps: readonly Step<State, Event>[];
  readonly version: number;
  readonly eventVersion: number;
}

/** Expressions of one statement, and its parameters in their order. */
export interface ChangeStatement {
  parts: string[];
  values: unknown[];
}

/** Writes rows, history and what else belongs to the changes; only what they touch is in it, so few texts exist. */
export function changeStatement<
  State extends { status: string },
  Event extends { type: string; at: string },
  Row,
>(
  table: AggregateTable<State, Event, Row>,
  drafts: readonly Changed<State, Event>[],
  actor: string | undefined,
): ChangeStatement {
  const statement: ChangeStatement = { parts: [], values: [] };
  const add = (rows: readonly unknown[], part: (input: string) => string) => {
    if (rows.length === 0) return;
    const input = `$${statement.values.push(JSON.stringify(rows))}::jsonb`;
    statement.parts.push(part(input));
  };
  const row = (draft: Changed<State, Event>) => ({
    ...rowOf(table, stateOf(draft)),
    version: draft.eventVersion,
    revision: draft.version,
  });
  add(drafts.filter(isNew).map(row), (input) => insertRows(table, input));
  const changed = drafts.filter((draft) => !isNew(draft)).map(row);
  add(changed, (input) => {
    const ids = changed.map((values) => Reflect.get(values, table.id) as unknown);
    return updateRows(table, input, `$${statement.values.push(ids)}::uuid[]`);
  });
  const { history } = table;
  if (history) {
    const entries = drafts.flatMap(({ steps }) =>
      steps.map(({ event, after, version }) => ({
        [table.id]: idOf(table, after),
        version,
        type: event.type,
        status: after.status,
        at: event.at,
        actor,
        data: history.data(event),
      })),
    );
    add(entries, (input) => insertHistory(table, history.table, input));
  }
  const changes = drafts.map(toChange);
  for (const part of table.parts ?? []) {
    const values = part.values(changes);
    // an empty list is news, too: there are no children any more
    if (!values) continue;
    const input = `$${statement.values.push(JSON.stringify(values))}::jsonb`;
    statement.parts.push(part.sql(input));
  }
  return statement;
}

/** Values by column. */
export function rowOf<State extends { status: string }, Event, Row>(
  table: AggregateTable<State, Event, Row>,
  state: Existing<State>,
): Record<string, unknown> {
  return toColumns(table.toRow?.(state) ?? state, columnNames(table.columns));
}

/** Its id, without the rest of its row. */
export function idOf<State extends { status: string }, Event, Row>(
  table: AggregateTable<State, Event, Row>,
  state: Existing<State>,
): unknown {
  return Reflect.get(table.toRow?.(state) ?? state, fieldOf(table.id));
}

function isNew({ before }: { before: { status: string } }): boolean {
  return before.status === 'none';
}

function stateOf<State extends { status: string }>({ state }: { state: State }) {
  const there = existing(state);
  if (!there) throw new Error('there is nothing to write');
  return there;
}

function toChange<State extends { status: string }, Event>(
  draft: Changed<State, Event>,
): TableChange<State, Event> {
  return { before: draft.before, after: stateOf(draft), events: draft.steps.map(({ event }) => event) };
}

/** How an aggregate moves: by status, which events can follow and which status each leads to. */
export type TransitionTable<Status extends string = string, EventType extends string = string> = Readonly<
  Record<Status, Readonly<Partial<Record<EventType, Status>>>>
>;

/** The statuses of `Table` on which an event can follow. */
type Before<Table, EventType> = {
  [Status in keyof Table]: EventType extends keyof Table[Status] ? Status : never;
}[keyof Table];

type EventOf<Table> = { [Status in keyof Table]: keyof Table[Status] }[keyof Table];

/** Says whether an event can follow on a state, and tells the compiler so. */
export type CanFollow<Table> = <EventType extends EventOf<Table>, State extends { status: keyof Table }>(
  type: EventType,
  state: State,
) => state is State & { status: Before<Table, EventType> };

/**
 * Makes the question that rules ask of a table before they look further:
 *
 * ```ts
 * const canFollow = followsIn(DOOR_TRANSITIONS);
 * if (!canFollow('DoorClosed', state)) return refuse('door-not-open');
 * ```
 */
export function followsIn<const Table extends TransitionTable>(table: Table): CanFollow<Table> {
  return (type, state): state is never => type in (table[state.status as string] ?? {});
}

/** One arrow of a table. */
export interface Transition {
  from: string;
  event: string;
  to: string;
}

/** The arrows of a table, in its order. */
export function transitionsOf(table: TransitionTable): Transition[] {
  return Object.entries(table).flatMap(([from, events]) =>
    Object.entries(events).flatMap(([event, to]) => (to === undefined ? [] : [{ from, event, to }])),
  );
}

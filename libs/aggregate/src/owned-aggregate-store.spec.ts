import type { Existing } from '@houtai/domain-kit';
import type { OwnedAggregateStore } from './owned-aggregate-store';

interface Command {
  type: 'Paint';
}
type State = { status: 'none' } | { status: 'painted' };
interface Event {
  type: 'Painted';
  at: string;
}
type Store = OwnedAggregateStore<Command, State, Event, object>;

/** Never called: what matters is that the compiler refuses it. */
export function forgetful(store: Store, command: (state: Existing<State>) => Command): unknown[] {
  return [
    // @ts-expect-error no load without a reach
    store.get('1'),
    // @ts-expect-error no command without a reach
    store.handle('1', command),
    // @ts-expect-error no command without a reach, with a version either
    store.handle('1', command, { ifMatch: 1 }),
    // @ts-expect-error no list without a reach
    store.page({ by: [], limit: 1 }, String),
  ];
}

describe('a store of what may belong to partners', () => {
  it('has no load without a reach', () => expect(forgetful).toHaveLength(2));
});

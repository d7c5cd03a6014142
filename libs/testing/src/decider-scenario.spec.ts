import { DomainError, type Decider } from '@houtai/domain-kit';
import { scenariosOf } from './decider-scenario';

type Command = { type: 'Open' } | { type: 'Close'; by: string };
type Event = { type: 'Opened' } | { type: 'Closed'; by: string };
interface State {
  open: boolean;
  closedBy?: string;
}

const door: Decider<Command, State, Event> = {
  initialState: () => ({ open: false }),
  decide: (command, state) => {
    if (command.type === 'Open') return state.open ? [] : [{ type: 'Opened' }];
    if (!state.open)
      throw new DomainError('not-open', { en: 'The door is closed', zh: '门已关' }, { by: command.by });
    return [{ type: 'Closed', by: command.by }];
  },
  evolve: (_state, event) => (event.type === 'Opened' ? { open: true } : { open: false, closedBy: event.by }),
};

describe('given/when/then for a decider', () => {
  const { givenEvents, givenState } = scenariosOf(door);

  it('compares the events that a command causes', () => {
    givenEvents().when({ type: 'Open' }).thenEvents({ type: 'Opened' });
    expect(() => givenEvents().when({ type: 'Open' }).thenEvents()).toThrow();
  });

  it('starts from the folded events', () => {
    givenEvents({ type: 'Opened' })
      .when({ type: 'Close', by: 'Li' })
      .thenEvents({ type: 'Closed', by: 'Li' });
    givenEvents({ type: 'Opened' }).when({ type: 'Open' }).thenNothing();
  });

  it('starts from a state', () => {
    givenState({ open: true }).when({ type: 'Close', by: 'Li' }).thenState({ open: false, closedBy: 'Li' });
  });

  it('compares code and details of a refusal', () => {
    const closing = givenEvents().when({ type: 'Close', by: 'Li' });
    closing.thenError('not-open', { by: 'Li' });
    expect(() => closing.thenError('another')).toThrow();
  });

  it('fails when the command is accepted instead of refused', () => {
    expect(() => givenEvents().when({ type: 'Open' }).thenError('not-open')).toThrow(/was accepted/);
  });

  it('does not take a defect for a refusal', () => {
    const broken = scenariosOf({
      ...door,
      decide: () => {
        throw new TypeError('defect');
      },
    });
    expect(() => broken.givenEvents().when({ type: 'Open' }).thenError('not-open')).toThrow(TypeError);
  });
});

import { assertNever, type Decider } from '@houtai/domain-kit';
import type { CapacityCommand, CapacityEvent, CapacityState } from './capacity';

type Command<T extends CapacityCommand['type']> = Extract<CapacityCommand, { type: T }>;

/**
 * Facts of other services arrive in any order between topics, and more than once. What no longer fits the state is
 * without effect (no event), never an error: orders has decided, dispatch follows.
 */
export const capacityDecider: Decider<CapacityCommand, CapacityState, CapacityEvent> = {
  initialState: () => ({ status: 'unknown' }),
  decide,
  evolve,
};

function decide(command: CapacityCommand, state: CapacityState): CapacityEvent[] {
  switch (command.type) {
    case 'answer-submission':
      return answerSubmission(command, state);
    case 'make-firm':
      return makeFirm(command, state);
    case 'answer-change':
      return answerChange(command, state);
    case 'adopt-change':
      return adoptChange(command, state);
    case 'drop-change':
      return hasProposal(state, command.changeId)
        ? [{ type: 'change-dropped', changeId: command.changeId, at: command.at }]
        : [];
    case 'start-use':
      return startUse(command, state);
    case 'end':
      return end(command, state);
    default:
      return assertNever(command);
  }
}

function answerSubmission({ hold, verdict, at }: Command<'answer-submission'>, state: CapacityState) {
  return state.status === 'unknown' ? [answer(hold, undefined, verdict, at)] : [];
}

/** A confirmed reservation is never lost: without a hold it gets one, even if no vehicle is in sight yet. */
function makeFirm({ hold, at }: Command<'make-firm'>, state: CapacityState): CapacityEvent[] {
  const firm: CapacityEvent = { type: 'hold-made-firm', at };
  if (state.status === 'held') return [firm];
  if (state.status === 'unknown' || state.status === 'refused') {
    return [{ type: 'capacity-held', hold, at }, firm];
  }
  return [];
}

function answerChange(command: Command<'answer-change'>, state: CapacityState): CapacityEvent[] {
  const { changeId, hold, verdict, at } = command;
  if (isHolding(state)) {
    return state.proposal?.changeId === changeId
      ? []
      : [...dropOther(state, at), answer(hold, changeId, verdict, at)];
  }
  const reasons = [{ rule: 'reservation-open', message: 'The reservation no longer waits for a vehicle' }];
  return [{ type: 'capacity-refused', changeId, reasons, alternatives: [], at }];
}

function adoptChange({ changeId, hold, at }: Command<'adopt-change'>, state: CapacityState): CapacityEvent[] {
  if (!isHolding(state)) return [];
  const adopted: CapacityEvent = { type: 'change-adopted', changeId, at };
  if (hasProposal(state, changeId)) return [adopted];
  return [...dropOther(state, at), { type: 'capacity-held', hold, changeId, at }, adopted];
}

function startUse({ hold, at }: Command<'start-use'>, state: CapacityState): CapacityEvent[] {
  if (state.status === 'in-use') return [];
  if (state.status === 'ended' && state.reason === 'completed') return [];
  return [{ type: 'use-started', hold, at }];
}

function end({ reason, at }: Command<'end'>, state: CapacityState): CapacityEvent[] {
  if (state.status === 'ended') return [];
  // A rental under way ends with the return of its vehicle and nothing else.
  if (state.status === 'in-use' && reason !== 'completed') return [];
  const wasHeld = isHolding(state) || state.status === 'in-use';
  return [{ type: 'capacity-ended', reason, wasHeld, at }];
}

function answer(
  hold: Command<'answer-submission'>['hold'],
  changeId: string | undefined,
  verdict: Command<'answer-submission'>['verdict'],
  at: string,
): CapacityEvent {
  const change = changeId === undefined ? {} : { changeId };
  return verdict.held
    ? { type: 'capacity-held', hold, ...change, at }
    : {
        type: 'capacity-refused',
        ...change,
        reasons: verdict.reasons,
        alternatives: verdict.alternatives,
        at,
      };
}

type Holding = Extract<CapacityState, { status: 'held' | 'firm' }>;

function isHolding(state: CapacityState): state is Holding {
  return state.status === 'held' || state.status === 'firm';
}

function hasProposal(state: CapacityState, changeId: string): boolean {
  return isHolding(state) && state.proposal?.changeId === changeId;
}

/** Only one change is open at a time; a newer one takes the place of one whose end was never told. */
function dropOther(state: Holding, at: string): CapacityEvent[] {
  return state.proposal ? [{ type: 'change-dropped', changeId: state.proposal.changeId, at }] : [];
}

function evolve(state: CapacityState, event: CapacityEvent): CapacityState {
  switch (event.type) {
    case 'capacity-held':
      if (event.changeId === undefined) return { status: 'held', hold: event.hold };
      return isHolding(state)
        ? { ...state, proposal: { changeId: event.changeId, hold: event.hold } }
        : state;
    case 'capacity-refused':
      return event.changeId === undefined ? { status: 'refused' } : state;
    case 'hold-made-firm':
      return state.status === 'held' ? { ...state, status: 'firm' } : state;
    case 'change-adopted':
      return isHolding(state) && state.proposal ? { status: state.status, hold: state.proposal.hold } : state;
    case 'change-dropped':
      return isHolding(state) ? { status: state.status, hold: state.hold } : state;
    case 'use-started':
      return { status: 'in-use', hold: event.hold };
    case 'capacity-ended':
      return { status: 'ended', reason: event.reason };
    default:
      return assertNever(event);
  }
}

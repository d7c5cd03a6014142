import { assertNever, type Decider } from '@houtai/domain-kit';
import { reasonOf } from '@houtai/event-catalogue';
import type { Capacity, CapacityCommand, CapacityEvent } from './capacity';
import { evolveCapacity } from './capacity.evolve';
import { canFollow } from './capacity.transitions';
import { isHolding, proposalOf } from './holding';

type Command<T extends CapacityCommand['type']> = Extract<CapacityCommand, { type: T }>;

/**
 * Facts of other services arrive in any order between topics, and more than once. What no longer fits the state is
 * without effect (no event), never an error: orders has decided, dispatch follows.
 */
export const capacityDecider: Decider<CapacityCommand, Capacity, CapacityEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve: evolveCapacity,
};

function decide(command: CapacityCommand, state: Capacity): CapacityEvent[] {
  const { at } = command;
  switch (command.type) {
    case 'HearOfSubject':
      return canFollow('SubjectHeardOf', state)
        ? [{ type: 'SubjectHeardOf', subject: command.subject, at }]
        : [];
    case 'AnswerSubmission':
      return answerSubmission(command, state);
    case 'MakeFirm':
      return makeFirm(command, state);
    case 'AnswerChange':
      return answerChange(command, state);
    case 'AdoptChange':
      return adoptChange(command, state);
    case 'DropChange':
      return proposalOf(state)?.changeId === command.changeId ? dropOpen(state, at) : [];
    case 'StartUse':
      return canFollow('UseStarted', state) && !isCompleted(state)
        ? [{ type: 'UseStarted', hold: command.hold, at }]
        : [];
    case 'AnswerUseChange':
      return answerUseChange(command, state);
    case 'AdoptUseChange':
      return isProposed(command, state) ? [{ type: 'UseChangeAdopted', at }] : [];
    case 'DropUseChange':
      return isProposed(command, state) ? [{ type: 'UseChangeDropped', at }] : [];
    case 'EndCapacity':
      return end(command, state);
    default:
      return assertNever(command);
  }
}

function answerSubmission({ verdict, at }: Command<'AnswerSubmission'>, state: Capacity): CapacityEvent[] {
  if (!canFollow('CapacityRefused', state)) return [];
  if (verdict.held) return [{ type: 'CapacityHeld', hold: verdict.hold, at }];
  const { held: _, ...refusal } = verdict;
  return [{ type: 'CapacityRefused', ...refusal, at }];
}

/** A confirmed reservation is never lost: without a hold it gets one, even if no vehicle is in sight yet. */
function makeFirm({ hold, at }: Command<'MakeFirm'>, state: Capacity): CapacityEvent[] {
  const firm: CapacityEvent = { type: 'HoldMadeFirm', at };
  if (canFollow('HoldMadeFirm', state)) return [firm];
  return hold && canFollow('CapacityHeld', state) ? [{ type: 'CapacityHeld', hold, at }, firm] : [];
}

function answerChange({ changeId, verdict, at }: Command<'AnswerChange'>, state: Capacity): CapacityEvent[] {
  if (!isHolding(state)) {
    const reasons = [reasonOf('reservation-open')];
    return canFollow('ChangeRefused', state)
      ? [{ type: 'ChangeRefused', changeId, reasons, alternatives: [], at }]
      : [];
  }
  if (state.proposal?.changeId === changeId || !verdict) return [];
  if (verdict.held) {
    return [...dropOpen(state, at), { type: 'ChangeHeld', proposal: { ...verdict.hold, changeId }, at }];
  }
  const { reasons, alternatives } = verdict;
  return [...dropOpen(state, at), { type: 'ChangeRefused', changeId, reasons, alternatives, at }];
}

function adoptChange({ changeId, hold, at }: Command<'AdoptChange'>, state: Capacity): CapacityEvent[] {
  if (!isHolding(state)) return [];
  const adopted: CapacityEvent = { type: 'ChangeAdopted', changeId, at };
  if (state.proposal?.changeId === changeId) return [adopted];
  if (!hold) return [];
  return [...dropOpen(state, at), { type: 'ChangeHeld', proposal: { ...hold, changeId }, at }, adopted];
}

/** A newer question takes the place of one whose end was never told. */
function answerUseChange(
  { questionId, verdict, at }: Command<'AnswerUseChange'>,
  state: Capacity,
): CapacityEvent[] {
  if (isProposed({ questionId }, state)) return [];
  const isOpen = state.status === 'in-use' && state.proposal;
  const dropped: CapacityEvent[] = isOpen ? [{ type: 'UseChangeDropped', at }] : [];
  if (verdict.held) {
    if (!canFollow('UseChangeHeld', state)) return [];
    return [...dropped, { type: 'UseChangeHeld', proposal: { ...verdict.hold, changeId: questionId }, at }];
  }
  const { reasons, alternatives } = verdict;
  if (!canFollow('UseChangeRefused', state)) return [];
  return [...dropped, { type: 'UseChangeRefused', questionId, reasons, alternatives, at }];
}

function isProposed({ questionId }: { questionId: string }, state: Capacity): boolean {
  return state.status === 'in-use' && state.proposal?.changeId === questionId;
}

function end({ reason, at }: Command<'EndCapacity'>, state: Capacity): CapacityEvent[] {
  if (!canFollow('CapacityEnded', state)) return [];
  // A rental under way ends with the return of its vehicle and nothing else.
  if (state.status === 'in-use' && reason !== 'completed') return [];
  const wasHeld = isHolding(state) || state.status === 'in-use';
  return [{ type: 'CapacityEnded', reason, wasHeld, at }];
}

function isCompleted(state: Capacity): boolean {
  return state.status === 'ended' && state.reason === 'completed';
}

/** Only one change is open at a time; a newer one takes the place of one whose end was never told. */
function dropOpen(state: Capacity, at: string): CapacityEvent[] {
  const proposal = proposalOf(state);
  return proposal ? [{ type: 'ChangeDropped', changeId: proposal.changeId, at }] : [];
}

import { assertNever, type Decider } from '@houtai/domain-kit';
import { refuse } from '../fleet.errors';
import type { Absence, AbsenceCommand, AbsenceEvent } from './absence';
import { evolveAbsence } from './absence.evolve';
import { canFollow } from './absence.transitions';

type Of<T extends AbsenceCommand['type']> = Extract<AbsenceCommand, { type: T }>;

/**
 * Fleet owns the life of its question to dispatch (ADR 0006). An answer in time is taken; one that comes late, or about an
 * absence that was withdrawn, counts as none, and dispatch frees what it held when it hears so.
 */
export const absenceDecider: Decider<AbsenceCommand, Absence, AbsenceEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve: evolveAbsence,
};

function decide(command: AbsenceCommand, state: Absence): AbsenceEvent[] {
  switch (command.type) {
    case 'RequestAbsence':
      return request(command, state);
    case 'NoteHeld':
      return answer(state, command.at, { type: 'AbsenceHeld', window: command.window, at: command.at });
    case 'NoteRefused': {
      const { reasons, alternatives, at } = command;
      return answer(state, at, { type: 'AbsenceRefused', reasons, alternatives, at });
    }
    case 'Withdraw':
      return withdraw(command, state);
    case 'End':
      return end(command, state);
    case 'NoteTime':
      return noteTime(command, state);
    default:
      return assertNever(command);
  }
}

function request({ wish, expiresAt, at }: Of<'RequestAbsence'>, state: Absence): AbsenceEvent[] {
  if (!canFollow('AbsenceRequested', state)) return [];
  const past = wish.candidates.filter(({ from }) => from < at).map(({ from }) => from);
  if (past.length > 0) refuse('absence-in-past', { begins: past });
  const empty = wish.candidates.flatMap(({ from, latestFrom }) =>
    latestFrom !== undefined && latestFrom < from ? latestFrom : [],
  );
  if (empty.length > 0) refuse('absence-window-empty', { latest: empty });
  const moving = wish.firmness === 'fixed' && wish.candidates.some(({ latestFrom }) => latestFrom);
  if (moving) refuse('absence-fixed');
  return [{ type: 'AbsenceRequested', wish, expiresAt, at }];
}

function answer(state: Absence, at: string, given: AbsenceEvent): AbsenceEvent[] {
  if (!canFollow('AbsenceHeld', state)) return [];
  return at > state.expiresAt ? [{ type: 'AbsenceExpired', at }] : [given];
}

function withdraw({ at }: Of<'Withdraw'>, state: Absence): AbsenceEvent[] {
  if (!canFollow('AbsenceWithdrawn', state)) refuse('absence-over', { status: state.status });
  if (state.status === 'held' && at >= state.window.from) {
    refuse('absence-begun', { from: state.window.from });
  }
  return [{ type: 'AbsenceWithdrawn', at }];
}

function end({ at }: Of<'End'>, state: Absence): AbsenceEvent[] {
  if (!canFollow('AbsenceEnded', state)) refuse('absence-not-held', { status: state.status });
  if (at < state.window.from) refuse('absence-not-begun', { from: state.window.from });
  return [{ type: 'AbsenceEnded', at }];
}

function noteTime({ at }: Of<'NoteTime'>, state: Absence): AbsenceEvent[] {
  if (state.status === 'wanted' && at > state.expiresAt) return [{ type: 'AbsenceExpired', at }];
  if (state.status === 'held' && at >= state.window.to)
    return [{ type: 'AbsenceEnded', at: state.window.to }];
  return [];
}

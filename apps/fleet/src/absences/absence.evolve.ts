import { assertNever } from '@houtai/domain-kit';
import type { Absence, AbsenceEvent } from './absence';

export function evolveAbsence(state: Absence, event: AbsenceEvent): Absence {
  if (event.type === 'AbsenceRequested') {
    return { ...event.wish, status: 'wanted', requestedAt: event.at, expiresAt: event.expiresAt };
  }
  if (state.status === 'none') return state;
  const { status: _, ...asked } = state;
  const window = 'window' in state ? state.window : undefined;
  switch (event.type) {
    case 'AbsenceHeld':
      return { ...asked, status: 'held', window: event.window };
    case 'AbsenceRefused':
      return { ...asked, status: 'refused', reasons: event.reasons, alternatives: event.alternatives };
    case 'AbsenceExpired':
      return { ...asked, status: 'expired', endedAt: event.at };
    case 'AbsenceWithdrawn':
      return { ...asked, status: 'withdrawn', window, endedAt: event.at };
    case 'AbsenceEnded':
      return window ? { ...asked, status: 'ended', window, endedAt: event.at } : state;
    default:
      return assertNever(event);
  }
}

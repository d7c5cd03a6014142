import {
  capacityHeldV1,
  capacityRefusedV1,
  capacityReleasedV1,
  type CapacityReleasedV1,
} from '@houtai/event-catalogue';
import { assertNever } from '@houtai/domain-kit';
import type { EventDefinition } from '@houtai/event-catalogue';
import type { CapacityEvent } from './capacity';

/** An event of the catalogue with its data. */
export interface PublicFact {
  event: EventDefinition;
  data: unknown;
}

/** What others learn of a domain event; undefined when it is dispatch's own affair. */
export function publicFact(reservationId: string, event: CapacityEvent): PublicFact | undefined {
  switch (event.type) {
    case 'capacity-held': {
      const { classCode, pickUp, return: back } = event.hold;
      return {
        event: capacityHeldV1,
        data: { reservationId, ...changeOf(event), classCode, pickUp, return: back, heldAt: event.at },
      };
    }
    case 'capacity-refused': {
      const { reasons, alternatives, at } = event;
      return {
        event: capacityRefusedV1,
        data: { reservationId, ...changeOf(event), reasons, alternatives, refusedAt: at },
      };
    }
    case 'change-adopted':
      return released(reservationId, 'changed', event.at);
    case 'capacity-ended':
      return event.wasHeld ? released(reservationId, event.reason, event.at) : undefined;
    case 'hold-made-firm':
    case 'change-dropped':
    case 'use-started':
      return undefined;
    default:
      return assertNever(event);
  }
}

function changeOf({ changeId }: { changeId?: string }): { changeId?: string } {
  return changeId === undefined ? {} : { changeId };
}

function released(
  reservationId: string,
  reason: CapacityReleasedV1['reason'],
  releasedAt: string,
): PublicFact {
  return { event: capacityReleasedV1, data: { reservationId, reason, releasedAt } };
}

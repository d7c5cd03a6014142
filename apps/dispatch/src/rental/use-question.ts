import { reasonOf, type CapacityRequestedV1 } from '@houtai/event-catalogue';
import type { CapacityRequest, RefusalReason } from '../capacities/capacity';
import { requestOf } from '../capacities/capacity-request';

/** What is asked about a rental under way. */
export interface UseQuestion {
  questionId: string;
  reservationId: string;
  isExchange: boolean;
  /** The first wish; absent when none was named. */
  request: CapacityRequest | undefined;
}

export function useQuestionOf(data: CapacityRequestedV1): UseQuestion {
  const { questionId, subject, kind, wishes: [wish] = [], allowedClasses } = data;
  const request = wish && requestOf({ ...wish, allowedClasses });
  return { questionId, reservationId: subject.id, isExchange: kind === 'exchange', request };
}

export const NOT_UNDER_WAY: RefusalReason = reasonOf('rental-under-way');

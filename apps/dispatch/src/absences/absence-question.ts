import { toInstant, type Instant } from '@houtai/domain-kit';
import type { CapacityRequestedV1, Subject } from '@houtai/event-catalogue';

/** A vehicle and when it may begin to be away. */
export interface Candidate {
  vehicleId: string;
  from: Instant;
  latestFrom: Instant;
  /** Where it is afterwards; where it was when absent. */
  toBranchId?: string;
}

/** A vehicle is to be away: for the company's own use, at one of these times. */
export interface AbsenceQuestion {
  questionId: string;
  subject: Subject;
  minutes: number;
  candidates: readonly Candidate[];
  /** Promises give way to it; else it yields to them. */
  isMust: boolean;
}

/** A question that names nothing to choose from is one with no candidates: it is refused like any other. */
export function absenceQuestionOf(data: CapacityRequestedV1): AbsenceQuestion {
  const { questionId, subject, minutes = 1, need, firmness, candidates = [] } = data;
  return {
    questionId,
    subject,
    minutes,
    isMust: need === 'must',
    candidates: candidates.map(({ latestFrom, ...candidate }) => {
      const from = toInstant(candidate.from);
      const isMovable = firmness === 'movable' && latestFrom !== undefined;
      return { ...candidate, from, latestFrom: isMovable ? toInstant(latestFrom) : from };
    }),
  };
}

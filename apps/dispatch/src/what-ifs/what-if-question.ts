import type { Instant } from '@houtai/domain-kit';
import { refuse } from '../dispatch.errors';
import type { Change } from '../planning/change';
import type { Span } from '../planning/plan';

/** A change as somebody asks about it. */
export interface WhatIfQuestion {
  closedBranchId?: string;
  missingVehicleId?: string;
  /** While the branch is closed and the vehicle missing; without an end where absent. */
  from?: Instant;
  until?: Instant;
  addedVehicles?: number;
  branchId?: string;
  movedVehicles?: number;
  fromBranchId?: string;
  toBranchId?: string;
  at?: Instant;
  classCode?: string;
}

const ANY_OF = 'closedBranchId / missingVehicleId / addedVehicles / movedVehicles';

/**
 * @param now when vehicles are moved, where that is not said
 * @throws DomainError `what-if-incomplete`
 */
export function changeOf(question: WhatIfQuestion, now: Instant): Change {
  const missing = missingFields(question);
  if (missing.length > 0) refuse('what-if-incomplete', { missing });
  const { closedBranchId, missingVehicleId, addedVehicles, movedVehicles, at = now } = question;
  const { classCode = '', branchId = '', fromBranchId = '', toBranchId = '' } = question;
  const span = spanOf(question);
  const move = { classCode, fromBranchId, toBranchId, at: Date.parse(at) };
  return {
    ...(closedBranchId !== undefined && { closed: { branchId: closedBranchId, span } }),
    ...(missingVehicleId !== undefined && { missing: { vehicleId: missingVehicleId, span } }),
    ...(addedVehicles !== undefined && { added: { classCode, branchId, count: addedVehicles } }),
    ...(movedVehicles !== undefined && { moved: { ...move, count: movedVehicles } }),
  };
}

function missingFields(question: WhatIfQuestion): string[] {
  const { closedBranchId, missingVehicleId, addedVehicles, movedVehicles } = question;
  const wanted = new Set<keyof WhatIfQuestion>();
  if (addedVehicles !== undefined) for (const field of ['classCode', 'branchId'] as const) wanted.add(field);
  if (movedVehicles !== undefined)
    for (const field of ['classCode', 'fromBranchId', 'toBranchId'] as const) wanted.add(field);
  const isAny = wanted.size > 0 || closedBranchId !== undefined || missingVehicleId !== undefined;
  return isAny ? [...wanted].filter((field) => question[field] === undefined) : [ANY_OF];
}

function spanOf({ from, until }: WhatIfQuestion): Span {
  return {
    from: from === undefined ? -Infinity : Date.parse(from),
    to: until === undefined ? Infinity : Date.parse(until),
  };
}

import type { StoredAllocation } from '../allocations/allocation.store';
import { shownSubject } from '../subjects/subject.dto';
import type { AllocationView } from './allocation.dto';

export function toAllocationView({ state, version }: StoredAllocation): AllocationView {
  const ended = 'releasedAt' in state ? state : undefined;
  return {
    id: state.allocationId,
    ...shownSubject(state.subject),
    vehicleId: state.vehicleId,
    branchId: state.branchId ?? null,
    classCode: state.classCode,
    from: state.during.from,
    to: state.during.to,
    status: ended?.status ?? 'active',
    inUse: state.status === 'in-use',
    releaseReason: ended?.reason ?? null,
    allocatedAt: state.allocatedAt,
    releasedAt: ended?.releasedAt ?? null,
    version,
  };
}

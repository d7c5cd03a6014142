import { branchOpenedV1, type BranchOpenedV1 } from '@houtai/event-catalogue';
import type { ProjectedEvent, RowProjection } from './row-changes';

export const branchRows: RowProjection = {
  table: 'branch',
  key: 'branch_id',
  columns: ['code', 'name', 'time_zone'],
  changes: {
    [branchOpenedV1.type]: ({ data }: ProjectedEvent<BranchOpenedV1>) => {
      const { branchId, code, name, timeZone } = data;
      const row = { branch_id: branchId, code, name, time_zone: timeZone };
      return { add: [row], set: row };
    },
  },
};

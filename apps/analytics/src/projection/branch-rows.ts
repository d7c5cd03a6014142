import { branchOpenedV1 } from '@houtai/event-catalogue';
import { on, type RowProjection } from './row-changes';

export const branchRows: RowProjection = {
  table: 'branch',
  key: 'branch_id',
  columns: ['code', 'name', 'time_zone'],
  changes: new Map([
    on(branchOpenedV1, ({ branchId, code, name, timeZone }) => {
      const row = { branch_id: branchId, code, name, time_zone: timeZone };
      return { add: [row], set: row };
    }),
  ]),
};

import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type AggregateTable, type Stored } from '@houtai/aggregate';
import { column, type RowOf } from '@houtai/domain-kit';
import { fleetErrors } from '../fleet.errors';
import { branch, type Branch, type BranchCommand, type BranchEvent } from './branch';

const COLUMNS = {
  fixed: {
    id: column<string>(),
    code: column<string>(),
    name: column<string>(),
    city: column<string>(),
    time_zone: column<string>(),
    opens_at: column<string>(),
    closes_at: column<string>(),
    violation_hold_days: column<number>(),
    turnaround_minutes: column<number>(),
    opened_at: column<Date>(),
  },
  changing: { closed_from: column<Date | null>() },
};
type BranchRow = RowOf<typeof COLUMNS>;

const TABLE: AggregateTable<Branch, BranchEvent, BranchRow> = {
  name: 'branch',
  id: 'id',
  columns: COLUMNS,
  toState: (row) => ({ ...row, status: 'open' }),
  refusals: { branch_code_key: ({ code }) => fleetErrors.error('branch-code-taken', { code }) },
};

export type StoredBranch = Stored<Branch>;

@Injectable()
export class BranchStore extends AggregateStore<BranchCommand, Branch, BranchEvent, BranchRow> {
  constructor(platform: AggregatePlatform) {
    super(branch, TABLE, platform);
  }
}

import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type AggregateTable, type Stored } from '@houtai/aggregate';
import { fleetErrors } from '../fleet.errors';
import { branch, type Branch, type BranchOpened, type OpenBranch } from './branch';
import { toBranch, toBranchRow, type BranchRow } from './branch.row';

const TABLE: AggregateTable<Branch, BranchOpened, BranchRow> = {
  name: 'branch',
  id: 'id',
  fixed: [
    ...['code', 'name', 'city', 'time_zone', 'opens_at', 'closes_at'],
    ...['violation_hold_days', 'turnaround_minutes', 'opened_at'],
  ],
  changing: [],
  toState: toBranch,
  toRow: toBranchRow,
  refusals: { branch_code_key: ({ code }) => fleetErrors.error('branch-code-taken', { code }) },
};

export type StoredBranch = Stored<Branch>;

@Injectable()
export class BranchStore extends AggregateStore<OpenBranch, Branch, BranchOpened, BranchRow> {
  constructor(platform: AggregatePlatform) {
    super(branch, TABLE, platform);
  }
}

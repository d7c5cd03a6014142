import { Injectable } from '@nestjs/common';
import type { Page } from '@houtai/service-host';
import type { BranchFilter } from './branch.dto';
import { BRANCHES } from './branch.list';
import { BranchStore, type StoredBranch } from './branch.store';

@Injectable()
export class BranchQueries {
  constructor(private readonly branches: BranchStore) {}

  one(id: string): Promise<StoredBranch> {
    return this.branches.get(id);
  }

  list<View>(filter: BranchFilter, view: (stored: StoredBranch) => View): Promise<Page<View>> {
    return this.branches.page(BRANCHES, { filter }, view);
  }
}

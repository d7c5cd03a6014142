import { Injectable } from '@nestjs/common';
import type { Page, PageFilter } from '@houtai/service-host';
import { BranchStore, type StoredBranch } from './branch.store';

const BY_CODE = [{ sql: 't.code', type: 'text' }] as const;

@Injectable()
export class BranchQueries {
  constructor(private readonly branches: BranchStore) {}

  one(id: string): Promise<StoredBranch> {
    return this.branches.get(id);
  }

  list<View>({ limit, after }: PageFilter, view: (stored: StoredBranch) => View): Promise<Page<View>> {
    return this.branches.page({ by: BY_CODE, limit, after }, view);
  }
}

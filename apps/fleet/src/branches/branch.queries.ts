import { Injectable } from '@nestjs/common';
import { Page, PageFilter } from '@houtai/service-host';
import { BranchView, viewOf } from './branch.dto';
import { BranchStore } from './branch.store';

const BY_CODE = [{ sql: 't.code', type: 'text' }] as const;

@Injectable()
export class BranchQueries {
  constructor(private readonly branches: BranchStore) {}

  async one(id: string): Promise<BranchView> {
    return viewOf(await this.branches.get(id));
  }

  list({ limit, after }: PageFilter): Promise<Page<BranchView>> {
    return this.branches.page({ by: BY_CODE, limit, after }, viewOf);
  }
}

import { Injectable } from '@nestjs/common';
import type { Versions } from '@houtai/aggregate';
import { UnitOfWork } from '@houtai/messaging';
import { KeyColumn, Page, PageFilter, readPage } from '@houtai/service-host';
import { BranchView, viewOf } from './branch.dto';
import { BranchStore, type BranchRow } from './branch.store';

const BY_CODE: KeyColumn<BranchRow & Versions>[] = [{ sql: 't.code', type: 'text', of: (row) => row.code }];

@Injectable()
export class BranchQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly branches: BranchStore,
  ) {}

  async one(id: string): Promise<BranchView> {
    return viewOf(await this.branches.get(id));
  }

  list({ limit, after }: PageFilter): Promise<Page<BranchView>> {
    const query = { select: this.branches.select, by: BY_CODE, limit, after };
    return readPage(this.unitOfWork.sql, query, (row) => viewOf(this.branches.toStored(row)));
  }
}

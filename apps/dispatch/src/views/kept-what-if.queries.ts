import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { CLOCK, readList, type Clock, type Page } from '@houtai/service-host';
import type { KeptWhatIf } from '../what-ifs/kept-what-if';
import { timesOf, WHAT_IF, WhatIfStore, type WhatIfRow } from '../what-ifs/what-if.store';
import type { KeptWhatIfFilter, KeptWhatIfView, WhatIfSummaryView } from './kept-what-if.dto';
import { WHAT_IFS } from './kept-what-if.list';

type Row = WhatIfRow<Omit<KeptWhatIf, 'classes' | 'moves' | 'outcome'>>;

@Injectable()
export class KeptWhatIfQueries {
  constructor(
    private readonly sql: Sql,
    private readonly store: WhatIfStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Without what each would do, which may be long. */
  list(filter: KeptWhatIfFilter): Promise<Page<WhatIfSummaryView>> {
    const now = this.clock.now();
    const select = `select ${WHAT_IF} from what_if`;
    return readList(this.sql, WHAT_IFS, { select, filter, now }, (row: Row) =>
      shownAt(now, { ...row, ...timesOf(row) }),
    );
  }

  async one(id: string): Promise<KeptWhatIfView> {
    return shownAt(this.clock.now(), await this.store.get(id));
  }
}

function shownAt<Of extends Pick<KeptWhatIf, 'status' | 'commitBefore'>>(
  now: Instant,
  one: Of,
): Omit<Of, 'status'> & { status: string } {
  const isOver = one.status === 'open' && now >= one.commitBefore;
  return { ...one, status: isOver ? 'expired' : one.status };
}

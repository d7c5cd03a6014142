import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import {
  CLOCK,
  readPage,
  type Clock,
  type KeyColumn,
  type Page,
  type PageFilter,
} from '@houtai/service-host';
import type { KeptWhatIf } from '../what-ifs/kept-what-if';
import { timesOf, WHAT_IF, WhatIfStore, type WhatIfRow } from '../what-ifs/what-if.store';
import type { KeptWhatIfView, WhatIfSummaryView } from './kept-what-if.dto';

type Row = WhatIfRow<Omit<KeptWhatIf, 'classes' | 'moves' | 'outcome'>>;

const BY_TIME: KeyColumn<Row>[] = [
  { sql: 'asked_at', type: 'timestamptz', of: (row) => row.askedAt },
  { sql: 'what_if_id', type: 'uuid', of: (row) => row.id },
];

@Injectable()
export class KeptWhatIfQueries {
  constructor(
    private readonly sql: Sql,
    private readonly store: WhatIfStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Without what each would do, which may be long. */
  list({ limit, after }: PageFilter): Promise<Page<WhatIfSummaryView>> {
    const now = this.clock.now();
    const select = `select ${WHAT_IF} from what_if`;
    return readPage(this.sql, { select, where: [], by: BY_TIME, limit, after }, (row) =>
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

import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { DueItem, Page } from '@houtai/service-host';
import type { AbsenceFilter } from './absence.dto';
import { ABSENCES, concerning } from './absence.list';
import { AbsenceStore } from './absence.store';
import { absenceView, type AbsenceView } from './absence-view.dto';

@Injectable()
export class AbsenceQueries {
  constructor(
    private readonly sql: Sql,
    private readonly absences: AbsenceStore,
  ) {}

  async one(id: string): Promise<AbsenceView> {
    return absenceView(await this.absences.get(id));
  }

  ofVehicle(vehicleId: string, filter: AbsenceFilter): Promise<Page<AbsenceView>> {
    return this.absences.page(ABSENCES, { filter, of: concerning(vehicleId) }, absenceView);
  }

  /** Without an answer in time, or over. */
  async due(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.sql.rows<{ id: string; at: Date }>(
      `(select id, expires_at as at from absence where status = 'wanted' and expires_at < $1 order by 2, 1 limit $2)
       union all
       (select id, to_at from absence where status = 'held' and to_at <= $1 order by 2, 1 limit $2)
       order by 2, 1 limit $2`,
      [now, limit],
    );
    return rows.map(({ id, at }) => ({ id, dueAt: toInstant(at) }));
  }
}

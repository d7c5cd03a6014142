import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { DueItem, Page, PageFilter } from '@houtai/service-host';
import { AbsenceStore } from './absence.store';
import { absenceView, type AbsenceView } from './absence-view.dto';

const NEWEST_FIRST = [{ sql: 't.id', type: 'uuid', descending: true }] as const;

@Injectable()
export class AbsenceQueries {
  constructor(
    private readonly sql: Sql,
    private readonly absences: AbsenceStore,
  ) {}

  async one(id: string): Promise<AbsenceView> {
    return absenceView(await this.absences.get(id));
  }

  /** Those asked for it, and those for which it was chosen. */
  ofVehicle(vehicleId: string, { limit, after }: PageFilter): Promise<Page<AbsenceView>> {
    const where = [['(t.vehicle_id = $1 or t.held_vehicle_id = $1)', vehicleId]] as const;
    return this.absences.page({ where, by: NEWEST_FIRST, limit, after }, absenceView);
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

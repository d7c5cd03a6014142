import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Instant, businessDay } from '@houtai/domain-kit';
import { reportPublishedV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { refuse } from '../analytics.errors';
import { corrections } from './daily-report';
import type { PublishedReportView } from './report.dto';
import { ReportQueries } from './report.queries';

export const DAILY_VEHICLE_OPERATIONS = 'daily-vehicle-operations';

const COLUMNS = `id, kind, day::text as day, version, content_hash as "contentHash", corrections,
  published_by as "publishedBy", published_at as "publishedAt", content`;

@Injectable()
export class ReportStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly queries: ReportQueries,
  ) {}

  /**
   * Publishes the day as it is known now. When it reads like the last version, that one is the answer and nothing is
   * written; else the next version says what it corrects. Refuses a day that is not over.
   */
  async publish(day: string, id: string, by: string, at: Instant): Promise<PublishedReportView> {
    return this.unitOfWork.run(async () => {
      await this.unitOfWork.sql.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `report ${DAILY_VEHICLE_OPERATIONS} ${day}`,
      ]);
      if (day >= businessDay(at)) refuse('day-not-over', { day });
      const content = await this.queries.daily(day, at);
      const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
      const last = (await this.versions(day))[0];
      if (last?.contentHash === contentHash) return last;
      const version = (last?.version ?? 0) + 1;
      const published = {
        kind: DAILY_VEHICLE_OPERATIONS,
        day,
        version,
        contentHash,
        publishedAt: at,
      } as const;
      const told = { corrections: last ? corrections(last.content, content) : [], publishedBy: by };
      await this.unitOfWork.sql.rows(
        `insert into report (id, kind, day, version, content, content_hash, corrections, published_by, published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[id, DAILY_VEHICLE_OPERATIONS, day, version, JSON.stringify(content), contentHash],
          ...[JSON.stringify(told.corrections), by, at],
        ],
      );
      // Each version is a report of its own, published once.
      await this.outbox.append([outgoing(reportPublishedV1, id, 1, { reportId: id, ...published })]);
      return { id, ...published, ...told, content };
    });
  }

  /** All versions of a day, newest first. */
  async versions(day: string): Promise<PublishedReportView[]> {
    const rows = await this.unitOfWork.sql.rows<
      Omit<PublishedReportView, 'publishedAt'> & { publishedAt: Date }
    >(`select ${COLUMNS} from report where kind = $1 and day = $2 order by version desc`, [
      DAILY_VEHICLE_OPERATIONS,
      day,
    ]);
    return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
  }
}

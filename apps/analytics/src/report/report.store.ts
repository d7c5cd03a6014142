import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Instant, businessDay } from '@houtai/domain-kit';
import { reportPublishedV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { refuse } from '../analytics.errors';
import { DailyVehicleOperations, corrections } from './daily-report';
import { ReportQueries } from './report.queries';

export const DAILY_VEHICLE_OPERATIONS = 'daily-vehicle-operations';

export interface PublishedReport {
  id: string;
  kind: typeof DAILY_VEHICLE_OPERATIONS;
  day: string;
  version: number;
  contentHash: string;
  corrections: string[];
  publishedBy: string;
  publishedAt: Instant;
  content: DailyVehicleOperations;
}

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
  async publish(day: string, id: string, by: string, at: Instant): Promise<PublishedReport> {
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
      const corrected = last ? corrections(last.content, content) : [];
      await this.unitOfWork.sql.rows(
        `insert into report (id, kind, day, version, content, content_hash, corrections, published_by, published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          DAILY_VEHICLE_OPERATIONS,
          day,
          version,
          JSON.stringify(content),
          contentHash,
          JSON.stringify(corrected),
          by,
          at,
        ],
      );
      const data = {
        reportId: id,
        kind: DAILY_VEHICLE_OPERATIONS,
        day,
        version,
        contentHash,
        publishedAt: at,
      } as const;
      // Each version is a report of its own, published once.
      await this.outbox.append([outgoing(reportPublishedV1, id, 1, data)]);
      return {
        id,
        kind: DAILY_VEHICLE_OPERATIONS,
        day,
        version,
        contentHash,
        corrections: corrected,
        publishedBy: by,
        publishedAt: at,
        content,
      };
    });
  }

  /** All versions of a day, newest first. */
  async versions(day: string): Promise<PublishedReport[]> {
    const rows = await this.unitOfWork.sql.rows<Omit<PublishedReport, 'publishedAt'> & { publishedAt: Date }>(
      `select ${COLUMNS} from report where kind = $1 and day = $2 order by version desc`,
      [DAILY_VEHICLE_OPERATIONS, day],
    );
    return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
  }
}

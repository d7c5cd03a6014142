import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { AbsenceQueries } from './absence.queries';
import { AbsenceStore } from './absence.store';

/** Gives up a question that dispatch has not answered in time, and ends an absence at its end. */
@DueWorker()
export class EndAbsences implements DueItems {
  readonly name = 'end-absences';
  readonly chunk = 32;

  constructor(
    private readonly queries: AbsenceQueries,
    private readonly absences: AbsenceStore,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.queries.due(now, limit);
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    return this.absences.handleMany(ids.map((id) => ({ id, command: { type: 'NoteTime', at: now } })));
  }
}

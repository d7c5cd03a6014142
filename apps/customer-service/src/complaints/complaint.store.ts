import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type StatementPart, type Stored } from '@houtai/aggregate';
import { SecretBox } from '@houtai/service-host';
import type { Complaint, ComplaintCommand, ComplaintEvent, ReceivedComplaint } from './complaint';
import { complaint } from './complaint.aggregate';
import { historyOf, type StepLine } from './complaint-history';
import { COLUMNS, toComplaint, toComplaintRow, type ComplaintRow, type StepRow } from './complaint.row';
import { descriptionOf, textOf } from './complaint-seals.definition';

export type StoredComplaint = Stored<Complaint>;

/** Texts are sealed on the way in. */
@Injectable()
export class ComplaintStore extends AggregateStore<
  ComplaintCommand,
  Complaint,
  ComplaintEvent,
  ComplaintRow
> {
  constructor(platform: AggregatePlatform, box: SecretBox) {
    const table = {
      name: 'complaint',
      id: 'id',
      columns: COLUMNS,
      children: { steps: '(select count(*)::int from complaint_step s where s.complaint_id = t.id)' },
      toState: toComplaint,
      toRow: (state: ReceivedComplaint) =>
        toComplaintRow(state, (plain) => box.seal(plain, descriptionOf(state.id))),
      parts: [history(box)],
    };
    super(complaint, table, platform);
  }
}

const STEP_COLUMNS = `complaint_id, position, step, from_status, to_status, taken_at, taken_by, text_sealed`;

/** What was done, by whom and when. */
function history(box: SecretBox): StatementPart<Complaint, ComplaintEvent> {
  const toRow = ({ text, ...line }: StepLine): StepRow => {
    const place = textOf(line.complaint_id, line.position);
    return { ...line, text_sealed: text === undefined ? undefined : box.seal(text, place) };
  };
  return {
    sql: (input) => `steps_taken as (
      insert into complaint_step (${STEP_COLUMNS})
      select ${STEP_COLUMNS} from jsonb_populate_recordset(null::complaint_step, ${input})
    )`,
    values: (changes) => changes.flatMap(({ before, events }) => historyOf(before, events).map(toRow)),
  };
}

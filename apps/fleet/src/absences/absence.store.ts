import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { Absence, AbsenceCommand, AbsenceEvent } from './absence';
import { absence } from './absence.aggregate';
import { COLUMNS, toAbsence, toAbsenceRow, type AbsenceRow } from './absence.row';

export type StoredAbsence = Stored<Absence>;

@Injectable()
export class AbsenceStore extends AggregateStore<AbsenceCommand, Absence, AbsenceEvent, AbsenceRow> {
  constructor(platform: AggregatePlatform) {
    const table = { name: 'absence', id: 'id', columns: COLUMNS, toState: toAbsence, toRow: toAbsenceRow };
    super(absence, table, platform);
  }
}

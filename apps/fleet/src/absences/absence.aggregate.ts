import type { Aggregate } from '@houtai/domain-kit';
import type { Absence, AbsenceCommand, AbsenceEvent } from './absence';
import { absenceDecider } from './absence.decide';
import { publishAbsence } from './absence.publish';

export const absence: Aggregate<AbsenceCommand, Absence, AbsenceEvent> = {
  name: 'absence',
  ...absenceDecider,
  publish: publishAbsence,
};

import { Type, type Static } from '@sinclair/typebox';
import { Choice, Id } from './fields';

/** What capacity is asked and held for. */
export const SUBJECT_KINDS = ['rental', 'maintenance', 'inspection', 'disposal', 'transfer'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const Subject = Type.Object(
  {
    kind: Choice(SUBJECT_KINDS, 'What the vehicle is for'),
    id: Id('The reservation, absence or transfer, of the service that owns it'),
  },
  { description: 'What capacity is for' },
);
export type Subject = Static<typeof Subject>;

/** Of events that were about rentals alone once: these name their reservation, all others their subject. */
export const About = {
  reservationId: Type.Optional(Id('Reservation, where the subject is a rental')),
  subject: Type.Optional(Subject),
};

/** Of answers to a question. */
export const Answers = {
  changeId: Type.Optional(Id('Change of a reservation that it answers')),
  questionId: Type.Optional(Id('Question it answers, where that was `capacity-requested`')),
};

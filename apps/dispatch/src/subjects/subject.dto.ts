import { ApiProperty } from '@nestjs/swagger';
import { SUBJECT_KINDS, type Subject } from '@houtai/event-catalogue';

export class SubjectView {
  @ApiProperty({ enum: SUBJECT_KINDS })
  kind: string;

  @ApiProperty({ format: 'uuid', description: 'Of the service that owns it' })
  id: string;
}

/** With the reservation by itself, as it was shown before there were other subjects. */
export function shownSubject(subject: Subject): { subject: SubjectView; reservationId: string | null } {
  return { subject, reservationId: subject.kind === 'rental' ? subject.id : null };
}

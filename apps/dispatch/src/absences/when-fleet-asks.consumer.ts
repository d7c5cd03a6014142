import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  fleetCapacityRequestedV1,
  fleetQuestionConfirmedV1,
  fleetQuestionDroppedV1,
  type CapacityQuestionConfirmedV1,
  type CapacityQuestionDroppedV1,
  type CapacityRequestedV1,
} from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { absenceQuestionOf } from './absence-question';
import { AbsenceService } from './absence.service';

/** Fleet asks for a vehicle to be away, and says what becomes of the question. */
@Controller()
export class WhenFleetAsks {
  constructor(private readonly absences: AbsenceService) {}

  @EventPattern(fleetCapacityRequestedV1.type)
  async answer(@Payload() data: CapacityRequestedV1): Promise<void> {
    await this.absences.answer(absenceQuestionOf(data));
  }

  @EventPattern(fleetQuestionConfirmedV1.type)
  async confirm(@Payload() { subject }: CapacityQuestionConfirmedV1): Promise<void> {
    await this.absences.confirm(subject);
  }

  @EventPattern(fleetQuestionDroppedV1.type)
  async drop(@Payload() { subject, reason, droppedAt }: CapacityQuestionDroppedV1): Promise<void> {
    await this.absences.drop(subject, reason, toInstant(droppedAt));
  }
}

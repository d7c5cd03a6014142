import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  ordersCapacityRequestedV1,
  ordersQuestionConfirmedV1,
  ordersQuestionDroppedV1,
  type CapacityQuestionConfirmedV1,
  type CapacityQuestionDroppedV1,
  type CapacityRequestedV1,
} from '@houtai/event-catalogue';
import { UseChangeService } from './use-change.service';
import { useQuestionOf } from './use-question';

/** Orders asks about a rental under way, and says what becomes of the question. */
@Controller()
export class WhenOrdersAsks {
  constructor(private readonly changes: UseChangeService) {}

  @EventPattern(ordersCapacityRequestedV1.type)
  async answer(@Payload() data: CapacityRequestedV1): Promise<void> {
    await this.changes.answer(useQuestionOf(data));
  }

  @EventPattern(ordersQuestionConfirmedV1.type)
  async adopt(@Payload() { questionId, subject }: CapacityQuestionConfirmedV1): Promise<void> {
    await this.changes.adopt(questionId, subject.id);
  }

  @EventPattern(ordersQuestionDroppedV1.type)
  async drop(@Payload() { questionId, subject }: CapacityQuestionDroppedV1): Promise<void> {
    await this.changes.drop(questionId, subject.id);
  }
}

import { ApiProperty } from '@nestjs/swagger';
import { Rule } from '@houtai/service-host';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { isSubscription, SUBSCRIPTIONS } from './subscription';

/** What an endpoint, or a replay, is about. */
export function IsSubscriptions(): PropertyDecorator {
  const rules: PropertyDecorator[] = [
    ApiProperty({
      type: 'array',
      items: { type: 'string', enum: [...SUBSCRIPTIONS] },
      minItems: 1,
      maxItems: 50,
      example: ['reservation.*', 'rental.settled'],
      description: 'Types, families or `*`',
    }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(50),
    Rule(
      'areEventTypes',
      (value) => Array.isArray(value) && value.every(isSubscription),
      'must be known event types, families such as reservation.*, or *',
      '必须是已知的事件类型、类型族（如 reservation.*）或 *',
    ),
  ];
  return (target, property) => rules.forEach((rule) => rule(target, property));
}

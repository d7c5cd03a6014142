import { ApiProperty } from '@nestjs/swagger';

export class EventTypeView {
  @ApiProperty({ example: 'reservation.confirmed' })
  type: string;

  @ApiProperty({ description: 'What has happened, in the language asked for' })
  meaning: string;

  @ApiProperty({ description: 'What a subject begins with', example: 'reservation' })
  subject: string;

  @ApiProperty({ description: 'Goes to every partner that subscribed, not to one alone' })
  forEveryone: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema of `data`' })
  schema: Record<string, unknown>;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'An example of `data`' })
  sample: Record<string, unknown>;
}

export class EventTypesView {
  @ApiProperty({ type: [EventTypeView] })
  items: EventTypeView[];
}

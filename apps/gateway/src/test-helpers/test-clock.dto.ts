import { ApiProperty } from '@nestjs/swagger';
import { IsInstant } from '@houtai/service-host';

export class MoveTestClock {
  @IsInstant({
    description: 'With offset; not before the time it is now',
    example: '2027-03-02T10:00:00+08:00',
  })
  now: string;
}

export class TestClockView {
  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'What every service takes as now; null before the first move',
  })
  now: string | null;

  @ApiProperty({ type: 'integer', description: 'Days that one move goes at most' })
  mostDays: number;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ProblemMeaning, ProblemType } from './problem-types';

export class ProblemMeaningView implements ProblemMeaning {
  @ApiProperty({ description: 'Which service answers it; `shared` for all', example: 'orders' })
  service: string;

  @ApiProperty({ type: 'integer', example: 409 })
  status: number;

  @ApiProperty({ example: 'The reservation is over' })
  title: string;

  @ApiPropertyOptional({
    description: 'ICU message over the facts; absent where the title says all',
    example: 'The reservation is {status}.',
  })
  detail?: string;

  @ApiProperty({ type: [String], description: 'Names of the facts in `details`', example: ['status'] })
  facts: string[];

  @ApiProperty({ description: 'With sample facts', example: 'The reservation is cancelled.' })
  example: string;
}

export class ProblemTypeView implements ProblemType {
  @ApiProperty({ example: 'reservation-over' })
  code: string;

  @ApiProperty({ format: 'uri-reference', example: '/problems/reservation-over' })
  type: string;

  @ApiProperty({ type: [ProblemMeaningView], description: 'One for each service that answers it' })
  meanings: ProblemMeaningView[];
}

export class ProblemTypesView {
  @ApiProperty({ type: [ProblemTypeView], description: 'By code' })
  items: ProblemTypeView[];
}

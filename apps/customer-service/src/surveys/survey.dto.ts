import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageFilter } from '@houtai/service-host';
import { IsIn, IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../dto-rules.dto';
import { SURVEY_STATUSES, type SurveyStatus } from './survey';

export class AnswerSurveyRequest {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: 5,
    description: 'CSAT: 5 is very satisfied',
    example: 5,
  })
  @IsInt()
  @Min(1)
  @Max(5)
  satisfaction: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: 10,
    description: 'NPS: would recommend us',
    example: 9,
  })
  @IsInt()
  @Min(0)
  @Max(10)
  recommendation: number;

  @ApiPropertyOptional({ description: 'In the customer’s words; kept sealed', example: '车很干净，取车很快' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}

export class SurveyFilter extends PageFilter {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only the survey of this agreement' })
  @MayBeAbsent()
  @IsUUID()
  agreementId?: string;

  @ApiPropertyOptional({ enum: SURVEY_STATUSES, description: 'Only surveys that are' })
  @MayBeAbsent()
  @IsIn(SURVEY_STATUSES)
  status?: SurveyStatus;
}

export class SurveyView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ format: 'uuid' })
  reservationId: string;

  @ApiProperty({ format: 'uuid' })
  customerId: string;

  @ApiProperty({ enum: SURVEY_STATUSES, description: '`lapsed`: not answered in time' })
  status: SurveyStatus;

  @ApiProperty({ format: 'date-time', example: '2026-03-18T03:10:01.000Z' })
  invitedAt: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Answers count until then',
    example: '2026-04-01T03:10:01.000Z',
  })
  closesAt: string;

  @ApiPropertyOptional({ format: 'date-time', example: '2026-03-19T03:10:00.000Z' })
  answeredAt?: string;

  @ApiPropertyOptional({ type: 'integer', example: 5 })
  satisfaction?: number;

  @ApiPropertyOptional({ type: 'integer', example: 9 })
  recommendation?: number;

  @ApiPropertyOptional({ description: 'Only on a single survey, and only for those who may record answers' })
  comment?: string;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 2 })
  version: number;
}

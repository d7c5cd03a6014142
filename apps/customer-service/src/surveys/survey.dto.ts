import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsDayOrInstant,
  IsId,
  IsOneOf,
  IsText,
  IsWhole,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';
import { SURVEY_STATUSES, type SurveyStatus } from './survey';

export class AnswerSurveyRequest {
  @IsWhole(1, 5, { description: 'CSAT: 5 is very satisfied', example: 5 })
  satisfaction: number;

  @IsWhole(0, 10, { description: 'NPS: would recommend us', example: 9 })
  recommendation: number;

  @MayBeAbsent()
  @IsText(2000, { description: 'In the customer’s words; kept sealed', example: '车很干净，取车很快' })
  comment?: string;
}

export class SurveyFilter extends SortedFilter('id', 'invitedAt') {
  @MayBeAbsent()
  @IsId({ description: 'Only the survey of this agreement' })
  agreementId?: string;

  @MayBeAbsent()
  @IsOneOf(SURVEY_STATUSES, { description: 'Only surveys that are' })
  status?: SurveyStatus;

  @MayBeAbsent()
  @IsId({ description: 'Only surveys of this customer' })
  customerId?: string;

  @MayBeAbsent()
  @IsId({
    description: 'Only of rentals picked up at this branch; surveys from before branches were kept have none',
  })
  branchId?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Invited at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Invited before this time' })
  to?: string;
}

export class SurveyView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) agreementId: string;
  @ApiProperty({ format: 'uuid' }) reservationId: string;
  @ApiProperty({ format: 'uuid' }) customerId: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Branch of the pick-up' }) branchId?: string;
  @ApiProperty({ enum: SURVEY_STATUSES, description: '`lapsed`: not answered in time' }) status: SurveyStatus;
  @ApiProperty({ format: 'date-time', example: '2026-03-18T03:10:01.000Z' }) invitedAt: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Answers count until then',
    example: '2026-04-01T03:10:01.000Z',
  })
  closesAt: string;

  @ApiPropertyOptional({ format: 'date-time', example: '2026-03-19T03:10:00.000Z' }) answeredAt?: string;
  @ApiPropertyOptional({ type: 'integer', example: 5 }) satisfaction?: number;
  @ApiPropertyOptional({ type: 'integer', example: 9 }) recommendation?: number;

  @ApiPropertyOptional({ description: 'Only on a single survey, and only for those who may record answers' })
  comment?: string;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 2 }) version: number;
}

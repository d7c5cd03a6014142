import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageFilter } from '@houtai/service-host';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { MayBeAbsent } from '../dto-rules.dto';
import {
  CATEGORIES,
  COMPLAINT_STATUSES,
  LIABILITIES,
  SEVERITIES,
  type Category,
  type ComplaintStatus,
  type Liability,
  type Severity,
} from './complaint';

export class ReceiveComplaintRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  customerId: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Reservation it is about' })
  @MayBeAbsent()
  @IsUUID()
  reservationId?: string;

  @ApiProperty({ enum: CATEGORIES, example: 'vehicle' })
  @IsIn(CATEGORIES)
  category: Category;

  @ApiPropertyOptional({
    enum: SEVERITIES,
    default: 'normal',
    description: 'Decides by when each step is due',
  })
  @IsIn(SEVERITIES)
  severity: Severity = 'normal';

  @ApiProperty({ description: 'In the customer’s words; kept sealed', example: '空调不制冷，换车等了两小时' })
  @IsString()
  @Length(1, 5000)
  description: string;
}

export class InvestigateRequest {
  @ApiProperty({ description: 'Colleague who answers for it from now on', example: 'li.na' })
  @IsString()
  @Length(1, 100)
  owner: string;
}

export class DecideLiabilityRequest {
  @ApiProperty({ enum: LIABILITIES, example: 'company' })
  @IsIn(LIABILITIES)
  liability: Liability;

  @ApiProperty({ description: 'What was found; kept sealed', example: '压缩机故障，上次保养未检查' })
  @IsString()
  @Length(1, 5000)
  finding: string;
}

export class ProposeRemedyRequest {
  @ApiProperty({ description: 'What the customer is offered; kept sealed', example: '退还一日租金' })
  @IsString()
  @Length(1, 5000)
  remedy: string;
}

export class EscalateRequest {
  @ApiPropertyOptional({ description: 'Why the customer does not agree; kept sealed' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 5000)
  reason?: string;
}

export class CloseRequest {
  @ApiPropertyOptional({
    description: 'What the customer said in refusal; required unless the remedy was accepted',
  })
  @MayBeAbsent()
  @IsString()
  @Length(1, 5000)
  refusal?: string;
}

export class FollowUpRequest {
  @ApiProperty({ description: 'What the customer says afterwards; kept sealed', example: '客户满意' })
  @IsString()
  @Length(1, 5000)
  result: string;
}

export class WaitForCustomerRequest {
  @ApiPropertyOptional({ description: 'What the customer was asked; kept sealed', example: '请提供故障照片' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 5000)
  question?: string;
}

export class ComplaintFilter extends PageFilter {
  @ApiPropertyOptional({ enum: COMPLAINT_STATUSES, description: 'Only complaints that are' })
  @MayBeAbsent()
  @IsIn(COMPLAINT_STATUSES)
  status?: ComplaintStatus;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only complaints of this customer' })
  @MayBeAbsent()
  @IsUUID()
  customerId?: string;

  @ApiPropertyOptional({ enum: ['true'], description: 'Only complaints whose next step is late' })
  @MayBeAbsent()
  @IsIn(['true'])
  overdue?: 'true';
}

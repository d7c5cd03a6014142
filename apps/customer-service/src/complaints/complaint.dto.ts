import {
  IsId,
  IsOneOf,
  IsReservationKey,
  IsText,
  MayBeAbsent,
  SortedFilter,
  IsDayOrInstant,
} from '@houtai/service-host';
import {
  CATEGORIES,
  COMPLAINT_STATUSES,
  LIABILITIES,
  SEVERITIES,
  type Category,
  type ComplaintStatus,
  type Liability,
  type Severity,
} from './complaint-terms';

export class ReceiveComplaintRequest {
  @IsId()
  customerId: string;

  @MayBeAbsent()
  @IsReservationKey('Reservation it is about')
  reservationId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Branch it is about' })
  branchId?: string;

  @IsOneOf(CATEGORIES, { example: 'vehicle' })
  category: Category;

  @IsOneOf(SEVERITIES, {
    required: false,
    default: 'normal',
    description: 'Decides by when each step is due',
  })
  severity: Severity = 'normal';

  @IsText(5000, {
    description: 'In the customer’s words; kept sealed',
    example: '空调不制冷，换车等了两小时',
  })
  description: string;
}

export class InvestigateRequest {
  @IsText(100, { description: 'Colleague who answers for it from now on', example: 'li.na' })
  owner: string;
}

export class DecideLiabilityRequest {
  @IsOneOf(LIABILITIES, { example: 'company' })
  liability: Liability;

  @IsText(5000, { description: 'What was found; kept sealed', example: '压缩机故障，上次保养未检查' })
  finding: string;
}

export class ProposeRemedyRequest {
  @IsText(5000, { description: 'What the customer is offered; kept sealed', example: '退还一日租金' })
  remedy: string;
}

export class EscalateRequest {
  @MayBeAbsent()
  @IsText(5000, {
    description: 'Why the customer does not agree; kept sealed',
    example: '只退一日租金不够',
  })
  reason?: string;
}

export class CloseRequest {
  @MayBeAbsent()
  @IsText(5000, {
    description: 'What the customer said in refusal; required unless the remedy was accepted',
    example: '仍要求全额退款',
  })
  refusal?: string;
}

export class FollowUpRequest {
  @IsText(5000, { description: 'What the customer says afterwards; kept sealed', example: '客户满意' })
  result: string;
}

export class WaitForCustomerRequest {
  @MayBeAbsent()
  @IsText(5000, { description: 'What the customer was asked; kept sealed', example: '请提供故障照片' })
  question?: string;
}

export class ComplaintFilter extends SortedFilter('id', '-receivedAt') {
  @MayBeAbsent()
  @IsOneOf(COMPLAINT_STATUSES, { description: 'Only complaints that are' })
  status?: ComplaintStatus;

  @MayBeAbsent()
  @IsId({ description: 'Only complaints of this customer' })
  customerId?: string;

  @MayBeAbsent()
  @IsOneOf(['true'], { description: 'Only complaints whose next step is late' })
  overdue?: 'true';

  @MayBeAbsent()
  @IsOneOf(SEVERITIES)
  severity?: Severity;

  @MayBeAbsent()
  @IsReservationKey('Only complaints about this order')
  reservationId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Only complaints about this branch; those recorded without one are not found' })
  branchId?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Received at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Received before this time' })
  to?: string;
}

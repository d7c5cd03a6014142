import { ApiProperty } from '@nestjs/swagger';
import { NEUTRAL_REASONS, type NeutralRule } from '@houtai/event-catalogue';
import {
  IsId,
  IsOneOf,
  MayBeAbsent,
  ValidationFailedError,
  faultOf,
  ownerOf,
  type Reach,
} from '@houtai/service-host';
import { IsReference } from '../partners/reference.dto';

const REASONS = Object.keys(NEUTRAL_REASONS) as NeutralRule[];

export class HoldAnswerRequest {
  @IsReference('Number that the booking bears at the partner, or will bear')
  reference: string;

  @MayBeAbsent()
  @IsId({ description: 'Partner; asked of staff, and never another than the own one' })
  partnerId?: string;
}

export class HeldAnswerView {
  @ApiProperty({ example: 'T-2027-0117' })
  reference: string;

  @ApiProperty({ format: 'date-time', description: 'Since when its answers are held back' })
  since: string;
}

export class HelpedRefusalRequest {
  @MayBeAbsent()
  @IsOneOf(REASONS, {
    description: 'What the booking is told to be refused for; `capacity` unless said otherwise',
    example: 'capacity' satisfies NeutralRule,
  })
  reason?: NeutralRule;
}

/** Whose booking it is. Throws `validation-failed` for staff that does not say, and for a partner that names another. */
export function partnerNamed({ partnerId }: HoldAnswerRequest, reach: Reach): string {
  const own = ownerOf(reach);
  const named = partnerId ?? own;
  if (named !== undefined && (own === undefined || named === own)) return named;
  const fault =
    named === undefined
      ? faultOf('partnerId', 'isDefined', 'is missing', '不能为空')
      : faultOf('partnerId', 'ownPartner', 'is not yours', '不是贵方');
  throw new ValidationFailedError([fault]);
}

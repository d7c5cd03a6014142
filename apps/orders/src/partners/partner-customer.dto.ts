import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { IsNested, IsText } from '@houtai/service-host';
import { RegisterCustomerRequest } from '../customers/customer.dto';

export class ConsentBody {
  @IsText(50, { description: 'Version of the text that the customer agreed to', example: '2027-01' })
  textVersion: string;
}

/** A customer as a partner brings them. Somebody who is known already stays as known; what differs is kept apart. */
export class PartnerCustomerBody extends OmitType(RegisterCustomerRequest, ['tier']) {
  @IsNested(ConsentBody, { description: 'That the customer agreed to have the data passed on' })
  consent: ConsentBody;
}

export class ClaimView extends PartialType(OmitType(RegisterCustomerRequest, ['tier', 'idDocument'])) {}

export class ConsentView extends ConsentBody {
  @ApiProperty({ format: 'date-time' })
  givenAt: string;
}

export class PartnerLinkView {
  @ApiProperty({ format: 'uuid' })
  partnerId: string;

  @ApiProperty({ format: 'uuid', description: 'What the partner knows the customer by' })
  partnerCustomerId: string;

  @ApiProperty({ format: 'date-time' })
  linkedAt: string;

  @ApiPropertyOptional({
    type: ClaimView,
    description: 'What the partner says and the profile does not, masked; to be looked at with the customer',
  })
  claim?: ClaimView;

  @ApiPropertyOptional({ format: 'date-time' })
  claimedAt?: string;

  @ApiProperty({ type: [ConsentView], description: 'What the customer agreed to' })
  consents: ConsentView[];
}

export class PartnerLinksView {
  @ApiProperty({ type: [PartnerLinkView], description: 'The first partner first' })
  items: PartnerLinkView[];
}

import { ApiProperty } from '@nestjs/swagger';
import { IDENTITY_CHECKS, type IdentityCheck } from '@houtai/event-catalogue';
import { ApiId, IsListOf, IsNested, IsOneOf, IsText, IsWhole, MayBeAbsent } from '@houtai/service-host';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsEmail,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { PARTNER_STATUSES, type Partner } from './partner';
import type { StoredPartner } from './partner.store';

const MOST_LISTED = 500;

export class ContactBody {
  @IsText(100, { examples: ['陈静'] }) name: string;

  @ApiProperty({
    type: 'string',
    format: 'email',
    maxLength: 200,
    examples: ['chen.jing@acme-travel.example'],
  })
  @IsEmail()
  @Length(3, 200)
  email: string;

  @MayBeAbsent()
  @IsText(40, { examples: ['+86 21 5555 0100'] })
  phone?: string;

  @MayBeAbsent()
  @IsText(40, { description: 'What to ask them about', examples: ['contract', 'technical'] })
  role?: string;
}

export class ContractBody {
  @IsText(64, { description: 'Price group of its bookings', examples: ['agency'] })
  priceGroup: string;

  @MayBeAbsent()
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    description: 'Branches it may sell; absent means all',
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_LISTED)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  branchIds?: string[];

  @MayBeAbsent()
  @ApiProperty({
    type: [String],
    description: 'Vehicle classes it may sell; absent means all',
    examples: [['compact', 'suv']],
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_LISTED)
  @ArrayUnique()
  @Length(1, 32, { each: true })
  classCodes?: string[];

  @IsWhole(0, 1_000_000, {
    description: 'Reservations of it that may be open at a time',
    examples: [500],
  })
  mostOpenReservations: number;

  @IsOneOf(IDENTITY_CHECKS, { description: 'When the identity of its customers is checked' })
  identityCheck: IdentityCheck;

  @MayBeAbsent()
  @IsWhole(1, 1_000_000, {
    description: 'Requests a minute of its keys and people together; absent means the usual',
    examples: [600],
  })
  requestsPerMinute?: number;

  @MayBeAbsent()
  @IsWhole(1, 10_000, {
    description: 'Requests of it that may be in flight at a time; absent means the usual',
    examples: [16],
  })
  requestsInFlight?: number;
}

export class PartnerTermsBody {
  @IsText(200, { examples: ['Acme Travel'] })
  name: string;

  @IsNested(ContractBody)
  contract: ContractBody;

  @IsListOf(ContactBody, 0, 20, { description: 'Sealed at rest, in no event' })
  contacts: ContactBody[];
}

export class RegisterPartnerBody extends PartnerTermsBody {
  @ApiProperty({
    description: 'Unique and for good: user names of its people end with `@` and the code',
    examples: ['acme-travel'],
    minLength: 2,
    maxLength: 32,
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  })
  @IsString()
  @Length(2, 32)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'code may hold a-z, 0-9 and - in between' })
  code: string;
}

export class PartnerView extends PartnerTermsBody {
  @ApiId('Partner') id: string;
  @ApiProperty() code: string;
  @ApiProperty({ enum: PARTNER_STATUSES }) status: Partner['status'];
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiProperty({ required: false, format: 'date-time' }) suspendedAt?: string;
  @ApiProperty({ required: false, format: 'date-time' }) endedAt?: string;
  @ApiProperty({ type: 'integer' }) version: number;
}

export function partnerView({ state, version }: StoredPartner): PartnerView {
  const { partnerId, contract, contacts, ...rest } = state;
  return { id: partnerId, ...rest, contract, contacts: [...contacts], version };
}

/** The parts in one order, whatever the order they were sent in: the same terms are the same text. */
export function termsOf({ name, contract, contacts }: PartnerTermsBody): PartnerTermsBody {
  const { priceGroup, branchIds, classCodes, mostOpenReservations, identityCheck } = contract;
  const { requestsPerMinute, requestsInFlight } = contract;
  return {
    name,
    contract: {
      priceGroup,
      ...(branchIds && { branchIds: branchIds.map((id) => id.toLowerCase()) }),
      ...(classCodes && { classCodes }),
      mostOpenReservations,
      identityCheck,
      ...(requestsPerMinute !== undefined && { requestsPerMinute }),
      ...(requestsInFlight !== undefined && { requestsInFlight }),
    },
    contacts: contacts.map(({ name: who, email, phone, role }) => ({
      name: who,
      email,
      ...(phone !== undefined && { phone }),
      ...(role !== undefined && { role }),
    })),
  };
}

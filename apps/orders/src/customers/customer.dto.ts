import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsString, Length, Matches } from 'class-validator';
import { IsDay, IsNested, IsOneOf, IsText, MayBeAbsent } from '@houtai/service-host';
import {
  CUSTOMER_TIERS,
  ID_DOCUMENT_TYPES,
  LICENCE_CLASSES,
  type CustomerTier,
  type LicenceClass,
} from './customer';
import { masked } from './masking';
import type { StoredCustomer } from './customer.store';

export class IdDocumentBody {
  @IsOneOf(ID_DOCUMENT_TYPES, { example: 'resident-id' })
  type: (typeof ID_DOCUMENT_TYPES)[number];

  @ApiProperty({
    description: 'A resident identity number is checked by its check character',
    example: '110105199003070017',
  })
  @IsString()
  @Length(5, 20)
  number: string;
}

export class LicenceBody {
  @ApiProperty({ example: '110105199003070017' })
  @IsString()
  @Length(5, 30)
  number: string;

  @IsOneOf(LICENCE_CLASSES, { description: 'Class driven (准驾车型)', example: 'C1' })
  class: LicenceClass;

  @IsDay({ description: 'First issued', example: '2015-05-01' })
  issuedOn: string;

  @IsDay({ description: 'Last day it is valid', example: '2030-05-01' })
  validTo: string;
}

export class RegisterCustomerRequest {
  @IsText(100, { example: '张伟' })
  name: string;

  @ApiProperty({ description: 'With country code unless Chinese', example: '13800001234' })
  @Matches(/^\+?\d{7,15}$/, { context: { zh: '必须是 7 至 15 位数字的电话号码' } })
  phone: string;

  @MayBeAbsent()
  @ApiProperty({ example: 'zhang.wei@example.com' })
  @IsEmail()
  email?: string;

  @IsNested(IdDocumentBody)
  idDocument: IdDocumentBody;

  @IsDay({ example: '1990-03-07' })
  birthDate: string;

  @IsNested(LicenceBody, { description: 'Driving licence' })
  licence: LicenceBody;

  @MayBeAbsent()
  @ApiProperty({ description: 'Country of origin, ISO 3166 alpha-2 or alpha-3', example: 'CN' })
  @Matches(/^[A-Z]{2,3}$/, { context: { zh: '必须是 ISO 3166 国家代码' } })
  origin?: string;

  @IsOneOf(CUSTOMER_TIERS, { required: false, default: 'standard' })
  tier: CustomerTier = 'standard';
}

export class BlacklistRequest {
  @IsText(500, { example: 'Left the place of an accident' })
  reason: string;
}

export class CustomerFilter {
  @ApiPropertyOptional({
    description: 'Personal data in the open; needs `customers:read-personal` and is recorded',
    default: false,
  })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  reveal: boolean = false;
}

export class BlacklistedView {
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** A customer; personal data is masked unless revealed. */
export class CustomerView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['registered', 'verified'] }) status: 'registered' | 'verified';
  @ApiProperty({ example: '张*' }) name: string;
  @ApiProperty({ example: '138****1234' }) phone: string;
  @ApiPropertyOptional({ example: 'z***@example.com' }) email?: string;

  @ApiProperty({ type: IdDocumentBody, example: { type: 'resident-id', number: '1101**********0017' } })
  idDocument: IdDocumentBody;

  @ApiProperty({ example: '1990-**-**' }) birthDate: string;
  @ApiProperty({ type: LicenceBody }) licence: LicenceBody;
  @ApiPropertyOptional({ example: 'CN' }) origin?: string;
  @ApiProperty({ enum: CUSTOMER_TIERS }) tier: CustomerTier;
  @ApiPropertyOptional({ type: BlacklistedView }) blacklisted?: BlacklistedView;
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiPropertyOptional({ format: 'date-time' }) verifiedAt?: string;
  @ApiProperty({ type: 'integer', description: 'Also the ETag' }) version: number;
}

export function customerView(
  { state: customer, version }: StoredCustomer,
  shown: 'masked' | 'revealed',
): CustomerView {
  const { customerId, status, profile, registeredAt, verifiedAt, blacklisted } = customer;
  return {
    id: customerId,
    status,
    ...(shown === 'revealed' ? profile : masked(profile)),
    ...(blacklisted && { blacklisted }),
    registeredAt,
    ...(verifiedAt && { verifiedAt }),
    version,
  };
}

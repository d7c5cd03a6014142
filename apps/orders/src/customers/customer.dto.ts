import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsObject,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsDay, MayBeAbsent } from '../fields.dto';
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
  @ApiProperty({ enum: ID_DOCUMENT_TYPES, example: 'resident-id' })
  @IsIn(ID_DOCUMENT_TYPES)
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

  @ApiProperty({ enum: LICENCE_CLASSES, description: 'Class driven (准驾车型)', example: 'C1' })
  @IsIn(LICENCE_CLASSES)
  class: LicenceClass;

  @ApiProperty({ format: 'date', description: 'First issued', example: '2015-05-01' })
  @IsDay()
  issuedOn: string;

  @ApiProperty({ format: 'date', description: 'Last day it is valid', example: '2030-05-01' })
  @IsDay()
  validTo: string;
}

export class RegisterCustomerRequest {
  @ApiProperty({ example: '张伟' })
  @IsString()
  @Length(1, 100)
  name: string;

  @ApiProperty({ description: 'With country code unless Chinese', example: '13800001234' })
  @Matches(/^\+?\d{7,15}$/, { context: { zh: '必须是 7 至 15 位数字的电话号码' } })
  phone: string;

  @ApiPropertyOptional({ example: 'zhang.wei@example.com' })
  @MayBeAbsent()
  @IsEmail()
  email?: string;

  @ApiProperty({ type: IdDocumentBody })
  @ValidateNested()
  @Type(() => IdDocumentBody)
  @IsObject()
  idDocument: IdDocumentBody;

  @ApiProperty({ format: 'date', example: '1990-03-07' })
  @IsDay()
  birthDate: string;

  @ApiProperty({ type: LicenceBody, description: 'Driving licence' })
  @ValidateNested()
  @Type(() => LicenceBody)
  @IsObject()
  licence: LicenceBody;

  @ApiPropertyOptional({ description: 'Country of origin, ISO 3166 alpha-2 or alpha-3', example: 'CN' })
  @MayBeAbsent()
  @Matches(/^[A-Z]{2,3}$/, { context: { zh: '必须是 ISO 3166 国家代码' } })
  origin?: string;

  @ApiPropertyOptional({ enum: CUSTOMER_TIERS, default: 'standard' })
  @IsIn(CUSTOMER_TIERS)
  tier: CustomerTier = 'standard';
}

export class BlacklistRequest {
  @ApiProperty({ example: 'Left the place of an accident' })
  @IsString()
  @Length(1, 500)
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
  @ApiProperty()
  reason: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

/** A customer; personal data is masked unless revealed. */
export class CustomerView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: ['registered', 'verified'] })
  status: 'registered' | 'verified';

  @ApiProperty({ example: '张*' })
  name: string;

  @ApiProperty({ example: '138****1234' })
  phone: string;

  @ApiPropertyOptional({ example: 'z***@example.com' })
  email?: string;

  @ApiProperty({ type: IdDocumentBody, example: { type: 'resident-id', number: '1101**********0017' } })
  idDocument: IdDocumentBody;

  @ApiProperty({ example: '1990-**-**' })
  birthDate: string;

  @ApiProperty({ type: LicenceBody })
  licence: LicenceBody;

  @ApiPropertyOptional({ example: 'CN' })
  origin?: string;

  @ApiProperty({ enum: CUSTOMER_TIERS })
  tier: CustomerTier;

  @ApiPropertyOptional({ type: BlacklistedView })
  blacklisted?: BlacklistedView;

  @ApiProperty({ format: 'date-time' })
  registeredAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  verifiedAt?: string;

  @ApiProperty({ type: 'integer', description: 'Also the ETag' })
  version: number;
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

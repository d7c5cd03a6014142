import { ApiProperty } from '@nestjs/swagger';
import { ApiId, IsText, IsTextUpTo } from '@houtai/service-host';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsString, Length, Matches } from 'class-validator';
import type { StoredAccount } from '../accounts/account.store';

/** Roles of people; that of keys is none of theirs. */
export const PARTNER_PEOPLE = ['partner-admin', 'partner-agent'] as const;

export class PartnerRolesBody {
  @ApiProperty({ enum: PARTNER_PEOPLE, isArray: true })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(PARTNER_PEOPLE, { each: true })
  roles: (typeof PARTNER_PEOPLE)[number][];
}

const PASSWORD = 'seven green umbrellas';

export class CreatePartnerUser extends PartnerRolesBody {
  @ApiProperty({
    description: 'Letters, digits and . _ -; `@` and the code of the partner are put behind it',
    maxLength: 60,
    examples: ['li.na'],
  })
  @IsString()
  @Length(2, 60)
  @Matches(/^[\p{L}\p{N}._-]+$/u, { message: 'username may hold letters, digits and . _ -' })
  username: string;

  @IsText(100, { examples: ['李娜'] })
  name: string;

  @IsTextUpTo(1000, {
    description: 'At least 10 characters, none of the passwords tried first',
    maxLength: 1000,
    examples: [PASSWORD],
  })
  password: string;
}

export class ResetPartnerPassword {
  @IsTextUpTo(1000, { maxLength: 1000, examples: [PASSWORD] })
  password: string;
}

export class PartnerUserView {
  @ApiId('Account') id: string;
  @ApiId('Partner') partnerId: string;
  @ApiProperty({ description: 'For the sign-in', examples: ['li.na@acme-travel'] }) username: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: PARTNER_PEOPLE, isArray: true }) roles: readonly string[];
  @ApiProperty({ enum: ['enabled', 'disabled'] }) status: 'enabled' | 'disabled';
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: 'integer' }) version: number;
}

export function partnerUserView({ state, version }: StoredAccount): PartnerUserView {
  const { id, partnerId = '', username, name, roles, status, createdAt } = state;
  return { id, partnerId, username, name, roles, status, createdAt, version };
}

import { Body, Controller, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsString, Length, Matches } from 'class-validator';
import {
  ROLES,
  STAFF_ROLES,
  CommandRoute,
  IdParam,
  CreateRoute,
  IfMatch,
  IsText,
  IsTextUpTo,
  PageOf,
  ReadRoute,
  withItems,
  type Page,
  type Role,
} from '@houtai/service-host';
import { Sessions } from './sessions.service';
import { AccountFilter } from '../accounts/account.dto';
import type { StoredAccount } from '../accounts/account.store';
import { Accounts } from '../accounts/accounts.service';

const PASSWORD = 'seven green umbrellas';

class RolesBody {
  @ApiProperty({ enum: STAFF_ROLES, isArray: true, examples: [['branch-staff']] })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(STAFF_ROLES, { each: true })
  roles: Role[];
}

class CreateUserAccount extends RolesBody {
  @ApiProperty({
    description: 'Letters, digits and . _ - @; compared without regard to case',
    maxLength: 100,
    examples: ['wang.fang'],
  })
  @IsString()
  @Length(3, 100)
  @Matches(/^[\p{L}\p{N}._@-]+$/u, { message: 'username may hold letters, digits and . _ - @' })
  username: string;

  @IsText(100, { examples: ['王芳'] })
  name: string;

  @IsTextUpTo(1000, {
    description: 'At least 10 characters, none of the passwords tried first',
    maxLength: 1000,
    examples: [PASSWORD],
  })
  password: string;
}

class ResetPassword {
  @IsTextUpTo(1000, { maxLength: 1000, examples: [PASSWORD] })
  password: string;
}

class UserAccountBody {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() username: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ROLES, isArray: true }) roles: readonly string[];
  @ApiProperty({ enum: ['enabled', 'disabled'] }) status: 'enabled' | 'disabled';
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: 'integer' }) version: number;
}

/** The company's own people; those of a partner are not found here, but under `/api/v1/partners/{id}/users`. */
const STAFF = undefined;

/** Built-in accounts. (`/api/v1/accounts` is the chart of accounts.) */
@ApiTags('user-accounts')
@Controller('api/v1/user-accounts')
export class UserAccountController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  // Nothing derived from a password is kept; the name is taken at most once anyway.
  @CreateRoute('', {
    access: 'accounts:write',
    summary: 'Create an account',
    description:
      'For the company’s own people; those of partners are made under `/api/v1/partners/{id}/users`.',
    answers: UserAccountBody,
    idempotency: 'none',
    problems: ['username-taken'],
  })
  async create(@Body() wish: CreateUserAccount): Promise<UserAccountBody> {
    return bodyOf(await this.accounts.create(wish));
  }

  @ReadRoute('', {
    access: 'accounts:read',
    summary: 'Accounts, oldest first',
    description: 'The company’s own people, disabled ones as well.',
    answers: PageOf(UserAccountBody),
  })
  async list(@Query() filter: AccountFilter): Promise<Page<UserAccountBody>> {
    const found = await this.accounts.list(STAFF, filter);
    return withItems(found, found.items.map(bodyOf));
  }

  @ReadRoute(':id', {
    access: 'accounts:read',
    summary: 'One account',
    description: 'One of the company’s own people.',
    answers: UserAccountBody,
  })
  async read(@IdParam() id: string): Promise<UserAccountBody> {
    return bodyOf(await this.accounts.get(id, STAFF));
  }

  @CommandRoute(':id/assign-roles', {
    access: 'accounts:write',
    summary: 'Replace the roles; they hold from the next sign-in or refresh on',
    description:
      'Somebody has to remain administrator. Access tokens that are out keep their roles for at most 15 minutes.',
    answers: UserAccountBody,
    ifMatch: 'optional',
    problems: ['last-admin'],
  })
  async assignRoles(
    @IdParam() id: string,
    @Body() { roles }: RolesBody,
    @IfMatch() version?: number,
  ): Promise<UserAccountBody> {
    return bodyOf(await this.accounts.change(id, STAFF, { type: 'AssignRoles', roles }, version));
  }

  @CommandRoute(':id/disable', {
    access: 'accounts:write',
    summary: 'End its sessions, refuse sign-ins and, within a second, its tokens',
    description: 'The account stays, since what it did names it. Somebody has to remain administrator.',
    answers: UserAccountBody,
    ifMatch: 'optional',
    problems: ['last-admin'],
  })
  async disable(@IdParam() id: string, @IfMatch() version?: number): Promise<UserAccountBody> {
    const disable = () => this.accounts.change(id, STAFF, { type: 'DisableAccount' }, version);
    return bodyOf(await this.sessions.endAllWith(id, disable));
  }

  @CommandRoute(':id/enable', {
    access: 'accounts:write',
    summary: 'Allow sign-ins again',
    description: 'Sessions that were ended stay ended.',
    answers: UserAccountBody,
    ifMatch: 'optional',
  })
  async enable(@IdParam() id: string, @IfMatch() version?: number): Promise<UserAccountBody> {
    return bodyOf(await this.accounts.change(id, STAFF, { type: 'EnableAccount' }, version));
  }

  // Without idempotency: a stored request digest of a password is one more thing that could leak.
  @CommandRoute(':id/reset-password', {
    access: 'accounts:write',
    summary: 'Set another password and end all sessions',
    description: 'Who has the account signs in again with the new one.',
    answers: UserAccountBody,
    idempotency: 'none',
  })
  async resetPassword(@IdParam() id: string, @Body() { password }: ResetPassword): Promise<UserAccountBody> {
    const reset = () => this.accounts.setPassword(id, STAFF, 'password', password);
    return bodyOf(await this.sessions.endAllWith(id, reset));
  }
}

function bodyOf({ state, version }: StoredAccount): UserAccountBody {
  const { id, username, name, roles, status, createdAt } = state;
  return { id, username, name, roles, status, createdAt, version };
}

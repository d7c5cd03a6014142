import { Body, Controller, Header, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { CreateRoute, IsText, IsTextUpTo } from '@houtai/service-host';
import { entryOf, type GatewayRequest } from '../forwarding/gateway-request.service';
import { SetUp } from './set-up.service';

class SetUpBody {
  @IsText(100, {
    description: 'From the log of the gateway',
    format: 'password',
    examples: ['as it stands in the log'],
  })
  token: string;

  @ApiProperty({
    description: 'Letters, digits and . _ - @; compared without regard to case',
    maxLength: 100,
    examples: ['wang.fang'],
  })
  @IsString()
  @Length(3, 100)
  @Matches(/^[\p{L}\p{N}._@-]+$/u, { message: 'username may hold letters, digits and . _ - @' })
  username: string;

  @IsTextUpTo(1000, {
    description: 'At least 10 characters, none of the passwords tried first',
    maxLength: 1000,
    examples: ['seven green umbrellas'],
  })
  password: string;
}

class AdministratorBody {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() username: string;
}

/** Way into a system that has no account yet. */
@ApiTags('auth')
@Controller('api/v1/setup')
export class SetupController {
  constructor(private readonly setUp: SetUp) {}

  // Without idempotency: a stored request digest of a password is one more thing that could leak.
  @CreateRoute('', {
    access: 'public',
    audiences: ['operations'],
    summary: 'Make the first administrator, once, with the token from the log',
    description: 'The gateway writes the token to its log when it starts without any account.',
    answers: AdministratorBody,
    idempotency: 'none',
    problems: ['already-set-up', 'setup-refused', 'username-taken'],
  })
  @Header('cache-control', 'no-store')
  async create(
    @Body() { token, username: typed, password }: SetUpBody,
    @Req() request: GatewayRequest,
  ): Promise<AdministratorBody> {
    const { id, name, username } = await this.setUp.makeAdministrator(token, typed, password);
    entryOf(request).signedIn = { id, name };
    return { id, username };
  }
}

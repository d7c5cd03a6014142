import { Body, Controller, Header, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@houtai/domain-kit';
import { CommandRoute, IsText, IsTextUpTo, MayBeAbsent, ReadRoute } from '@houtai/service-host';
import { Accounts } from '../accounts/accounts.service';
import {
  clientAddressOf,
  entryOf,
  identityIn,
  type GatewayRequest,
} from '../forwarding/gateway-request.service';
import { SigningKey } from '../identity/signing-key.service';
import { WallClock } from '../identity/wall-clock.service';
import { SignIn } from './sign-in.service';
import { Sessions, type IssuedRefreshToken } from './sessions.service';

const ACCESS_TOKEN_SECONDS = 15 * 60;

class SignInBody {
  @IsText(100, { examples: ['dispatcher'] })
  username: string;

  @IsText(1000, { format: 'password', examples: ['seven green umbrellas'] })
  password: string;

  @MayBeAbsent()
  @IsText(200, {
    description:
      'What this device was given when the name signed in with it before: failures from elsewhere do not lock it out',
  })
  deviceToken?: string;
}

class RefreshBody {
  @IsText(200, { examples: ['as it came with the access token'] })
  refreshToken: string;
}

class ChangePasswordBody {
  @IsText(1000, { format: 'password', examples: ['seven green umbrellas'] })
  currentPassword: string;

  @IsTextUpTo(1000, { maxLength: 1000, format: 'password', examples: ['nine quiet lanterns'] })
  newPassword: string;
}

class SignedInAs {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) roles: readonly string[];
  @ApiProperty({ required: false, format: 'uuid', description: 'The partner that you belong to' })
  partnerId?: string;
}

class Me extends SignedInAs {
  @ApiProperty({ type: [String], description: '`resource:action`; `*` stands for any' })
  permissions: string[];
}

class TokensBody {
  @ApiProperty({ description: 'JWT (EdDSA) for the Authorization header' }) accessToken: string;
  @ApiProperty({ enum: ['Bearer'] }) tokenType: 'Bearer';
  @ApiProperty({ type: 'integer', description: 'Seconds' }) expiresIn: number;
  @ApiProperty({ description: 'Good once, for POST /api/v1/auth/refresh' }) refreshToken: string;
  @ApiProperty({ format: 'date-time' }) refreshExpiresAt: string;
  @ApiProperty({ type: SignedInAs }) account: SignedInAs;
}

class SignInTokensBody extends TokensBody {
  @ApiProperty({
    description: 'To be kept by the device and sent with its next sign-in; by itself it opens nothing',
  })
  deviceToken: string;
}

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly signIns: SignIn,
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
    private readonly signingKey: SigningKey,
    private readonly clock: WallClock,
  ) {}

  // No idempotency on these: stored responses would be tokens at rest.
  @CommandRoute('sign-in', {
    access: 'public',
    summary: 'Exchange user name and password for tokens',
    description:
      'The access token is good for 15 minutes. Too many failures lock the name for where they came from.',
    answers: SignInTokensBody,
    idempotency: 'none',
    problems: ['sign-in-refused', 'account-locked', 'partner-not-active'],
  })
  @Header('cache-control', 'no-store')
  async signIn(
    @Body() { username, password, deviceToken }: SignInBody,
    @Req() request: GatewayRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInTokensBody> {
    try {
      const from = { address: clientAddressOf(request), deviceToken };
      const signedIn = await this.signIns.signIn(username, password, from);
      return { ...(await this.tokens(signedIn, request)), deviceToken: signedIn.deviceToken };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'account-locked') {
        void reply.header('retry-after', String(error.details['retryAfterSeconds']));
      }
      throw error;
    }
  }

  @CommandRoute('refresh', {
    access: 'public',
    summary: 'Exchange a refresh token for new tokens; it is good once',
    description: 'A token that comes twice may have been stolen: the whole session is ended.',
    answers: TokensBody,
    idempotency: 'none',
    problems: ['refresh-refused', 'refresh-token-reused', 'partner-not-active'],
  })
  @Header('cache-control', 'no-store')
  async refresh(@Body() { refreshToken }: RefreshBody, @Req() request: GatewayRequest): Promise<TokensBody> {
    return this.tokens(await this.sessions.refresh(refreshToken), request);
  }

  @CommandRoute('sign-out', {
    access: 'public',
    summary: 'End the session of a refresh token',
    description: 'Harmless when the session has ended already.',
    idempotency: 'none',
  })
  signOut(@Body() { refreshToken }: RefreshBody): Promise<void> {
    return this.sessions.end(refreshToken);
  }

  @CommandRoute('change-password', {
    access: 'public',
    summary: 'Change your own password and end all your sessions, the one at hand too',
    description: 'Asks for the present password. Sign in again afterwards.',
    idempotency: 'none',
    problems: ['sign-in-refused', 'account-locked'],
  })
  @ApiBearerAuth()
  async changePassword(
    @Body() { currentPassword, newPassword }: ChangePasswordBody,
    @Req() request: GatewayRequest,
  ): Promise<void> {
    const { id, partnerId } = identityIn(request).actor;
    await this.signIns.confirmPassword(id, currentPassword, { address: clientAddressOf(request) });
    await this.sessions.endAllWith(id, () =>
      this.accounts.setPassword(id, partnerId, 'newPassword', newPassword),
    );
  }

  /** Open to every role, which no permission says: the gateway's own check of the token stands in for a permission. */
  @ReadRoute('me', {
    access: 'public',
    summary: 'Who the token says you are',
    description: 'With roles, permissions and, for people of a partner, the partner.',
    answers: Me,
  })
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  me(@Req() request: GatewayRequest): Me {
    const { actor, permissions } = identityIn(request);
    const { id, name, roles, partnerId } = actor;
    const belongs = partnerId === undefined ? {} : { partnerId };
    return { id, name, roles: [...roles], ...belongs, permissions: [...permissions].sort() };
  }

  private async tokens(issued: IssuedRefreshToken, request: GatewayRequest): Promise<TokensBody> {
    const { id, name, roles, partnerId } = issued.account;
    const { sessionId, refreshToken, refreshExpiresAt } = issued;
    const belongs = partnerId === undefined ? {} : { partnerId };
    entryOf(request).signedIn = { id, name, ...belongs };
    const now = Math.floor(Date.parse(this.clock.now()) / 1000);
    const accessToken = await this.signingKey.sign(
      { ...issued.account, sessionId },
      now,
      now + ACCESS_TOKEN_SECONDS,
    );
    const account = { id, name, roles, ...belongs };
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken,
      refreshExpiresAt,
      account,
    };
  }
}

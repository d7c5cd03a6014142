import { IsIn, IsNotEmpty, IsOptional, IsString, IsUrl, Matches, ValidateIf } from 'class-validator';
import {
  FromEnv,
  IsWholeNumber,
  Rule,
  ServiceConfig,
  isPartnerRole,
  isRole,
  type Role,
} from '@houtai/service-host';
import { AUDIENCES } from './routes/audiences';
import { areOrigins } from './forwarding/cross-origins';

const A_DOCUMENT = `(${AUDIENCES.join('|')})`;
const LIST_OF_DOCUMENTS = new RegExp(`^(none|${A_DOCUMENT}(,${A_DOCUMENT})*)$`);
const webUrl = { require_tld: false, protocols: ['http', 'https'], require_protocol: true };

/** An account that exists from the first start on, for demonstrations and tests. */
export interface DemoAccount {
  username: string;
  password: string;
  name?: string;
  roles: Role[];
  /** Whom it belongs to; registered when missing. */
  partner?: { code: string; name: string };
}

/** Settings of the gateway beside those of every service. */
export class GatewayConfig extends ServiceConfig {
  /** Private JWK (OKP, Ed25519) that signs access tokens. Its public part must be in `HOUTAI_JWKS`. */
  @FromEnv('HOUTAI_SIGNING_KEY')
  @IsJson('a private JWK with kty OKP and crv Ed25519', isSigningKey)
  signingKey: string;

  /** `{"orders":"http://127.0.0.1:4101",…}` */
  @FromEnv('HOUTAI_SERVICES')
  @IsJson('a JSON object of service name to http(s) URL', isServices)
  services: string = '{}';

  /** `[{"username","password","name"?,"roles":[…],"partner"?:{"code","name"}}]`; created when missing, with this password from each start on. */
  @FromEnv('HOUTAI_DEMO_ACCOUNTS')
  @IsJson(
    'a JSON list of { username, password, name?, roles, partner? } with known roles, those of partners with one',
    isDemoAccounts,
  )
  demoAccounts: string = '[]';

  /** Accepts tokens of this OpenID Connect issuer too. */
  @FromEnv('HOUTAI_OIDC_ISSUER')
  @IsOptional()
  @IsUrl(webUrl)
  oidcIssuer?: string;

  /** Keys of the issuer; without it they are found through its discovery document. */
  @FromEnv('HOUTAI_OIDC_JWKS_URL')
  @IsOptional()
  @IsUrl(webUrl)
  oidcJwksUrl?: string;

  /** `aud` of the issuer's tokens: without it a token made for any other system of the company would be good here. */
  @FromEnv('HOUTAI_OIDC_AUDIENCE')
  @ValidateIf((config: GatewayConfig) => config.oidcIssuer !== undefined)
  @IsString()
  @IsNotEmpty()
  oidcAudience?: string;

  /** Claim with the roles: its name or a path such as `realm_access.roles`. */
  @FromEnv('HOUTAI_OIDC_ROLE_CLAIM')
  @IsString()
  oidcRoleClaim: string = 'roles';

  /** Claim with the id of the partner that somebody belongs to; without it the issuer has no people of partners. */
  @FromEnv('HOUTAI_OIDC_PARTNER_CLAIM')
  @IsOptional()
  @IsString()
  oidcPartnerClaim?: string;

  /** `{"their-role":"our-role"}` */
  @FromEnv('HOUTAI_OIDC_ROLE_MAP')
  @IsJson('a JSON object of foreign role to role of Houtai', isRoleMap)
  oidcRoleMap: string = '{}';

  /** Origins of front ends that browsers let in although they come from elsewhere, comma separated: `https://desk.example`. */
  @FromEnv('HOUTAI_CORS_ORIGINS')
  @Rule('areOrigins', areOrigins, 'must be origins such as https://desk.example, comma separated')
  corsOrigins: string = '';

  /** Requests a minute of one account of staff, of each instance. */
  @FromEnv('HOUTAI_RATE_LIMIT_PER_MINUTE')
  @IsWholeNumber(1)
  rateLimitPerMinute: number = 30_000;

  /** Requests a minute of one key of a partner, over all instances. What comes at once may be a sixth of it. */
  @FromEnv('HOUTAI_RATE_LIMIT_KEY_PER_MINUTE')
  @IsWholeNumber(1)
  keyRateLimitPerMinute: number = 6_000;

  /** The same of a partner, its keys and people together. */
  @FromEnv('HOUTAI_RATE_LIMIT_PARTNER_PER_MINUTE')
  @IsWholeNumber(1)
  partnerRateLimitPerMinute: number = 12_000;

  /** Requests of one key that may be in flight at a time, over all instances. */
  @FromEnv('HOUTAI_IN_FLIGHT_KEY')
  @IsWholeNumber(1)
  keyInFlight: number = 50;

  /** The same of a partner, its keys and people together. */
  @FromEnv('HOUTAI_IN_FLIGHT_PARTNER')
  @IsWholeNumber(1)
  partnerInFlight: number = 100;

  /** Requests a minute from one address without a valid token, sign-ins among them. */
  @FromEnv('HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE')
  @IsWholeNumber(1)
  anonymousRateLimitPerMinute: number = 600;

  /** Sockets kept to each service. */
  @FromEnv('HOUTAI_UPSTREAM_CONNECTIONS')
  @IsWholeNumber(1, 1024)
  upstreamConnections: number = 64;

  /** Longest wait for a service to begin its answer, and between two pieces of it. */
  @FromEnv('HOUTAI_UPSTREAM_TIMEOUT_MS')
  @IsWholeNumber(50)
  upstreamTimeoutMs: number = 30_000;

  /** How often the services' OpenAPI documents are read again. */
  @FromEnv('HOUTAI_DOCUMENT_REFRESH_MS')
  @IsWholeNumber(100)
  documentRefreshMs: number = 15_000;

  /** So long after its start the gateway is not ready while it does not know the routes of a service; then that is told alone. */
  @FromEnv('HOUTAI_ROUTES_PATIENCE_MS')
  @IsWholeNumber(0)
  routesPatienceMs: number = 20_000;

  /** Documents that are read without signing in, comma separated; `none` for none. In the live realm `partner`, else all. */
  @FromEnv('HOUTAI_PUBLIC_DOCUMENTS')
  @IsOptional()
  @Matches(LIST_OF_DOCUMENTS, {
    message: `$property must be none or of ${AUDIENCES.join(', ')}, comma separated`,
  })
  publicDocuments?: string;

  /** log2 of the scrypt cost N, with r = 8 and p = 3: 15 takes 32 MB and about 0.2 s. */
  @FromEnv('HOUTAI_PASSWORD_COST')
  @IsIn([14, 15, 16, 17, 18])
  passwordCost: number = 15;

  /** Days by which the clock of the test realm can be moved in one step of `/test-helpers/clock`. */
  @FromEnv('HOUTAI_TEST_CLOCK_MOST_DAYS')
  @IsWholeNumber(1, 366)
  testClockMostDays: number = 31;

  /** How often a partner may move the clock of the test realm in an hour. */
  @FromEnv('HOUTAI_TEST_CLOCK_MOVES_PER_HOUR')
  @IsWholeNumber(1, 100_000)
  testClockMovesPerHour: number = 60;

  /** Longest silence of a stream of live updates. */
  @FromEnv('HOUTAI_LIVE_HEARTBEAT_MS')
  @IsWholeNumber(100)
  liveHeartbeatMs: number = 15_000;

  /** Streams of live updates one account may have open, over all instances. */
  @FromEnv('HOUTAI_LIVE_STREAMS_PER_ACCOUNT')
  @IsWholeNumber(1, 1000)
  liveStreamsPerAccount: number = 20;

  /** Bytes kept for a reader of live updates that takes in less than there is; beyond it has to come back. */
  @FromEnv('HOUTAI_LIVE_BUFFER_BYTES')
  @IsWholeNumber(65_536)
  liveBufferBytes: number = 1_048_576;
}

function IsJson(what: string, holds: (value: unknown) => boolean): PropertyDecorator {
  const validate = (text: unknown) => {
    try {
      return typeof text === 'string' && holds(JSON.parse(text));
    } catch {
      return false;
    }
  };
  return Rule('isJson', validate, `must be ${what}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSigningKey(value: unknown): boolean {
  if (!isRecord(value) || value['kty'] !== 'OKP' || value['crv'] !== 'Ed25519') return false;
  return typeof value['d'] === 'string' && typeof value['x'] === 'string';
}

function isServices(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([name, url]) =>
      /^[a-z][a-z-]*$/.test(name) && typeof url === 'string' && /^https?:\/\//.test(url) && URL.canParse(url),
  );
}

function isRoleMap(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((role) => typeof role === 'string' && isRole(role));
}

function isPartner(value: unknown): boolean {
  return isRecord(value) && typeof value['code'] === 'string' && typeof value['name'] === 'string';
}

function isDemoAccounts(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (account: unknown) =>
        isRecord(account) &&
        typeof account['username'] === 'string' &&
        typeof account['password'] === 'string' &&
        (account['name'] === undefined || typeof account['name'] === 'string') &&
        Array.isArray(account['roles']) &&
        account['roles'].every(
          (role) =>
            typeof role === 'string' && isRole(role) && isPartnerRole(role) === isPartner(account['partner']),
        ),
    )
  );
}

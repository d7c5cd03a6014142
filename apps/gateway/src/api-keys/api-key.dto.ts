import { ApiProperty } from '@nestjs/swagger';
import {
  ApiId,
  IsId,
  IsInstant,
  IsText,
  IsWhole,
  MayBeAbsent,
  ROLE_PERMISSIONS,
  Rule,
  ValidationFailedError,
  faultOf,
} from '@houtai/service-host';
import { addDays, type Instant } from '@houtai/domain-kit';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { KEY_STATUSES, statusAt, type KeyStatus } from '../credentials/key-status';
import { MOST_KEY_DAYS, MOST_OVERLAP_HOURS } from './api-key';
import type { StoredApiKey } from './api-key.store';
import { isNetwork } from '../credentials/key-networks.service';

/** What a key may be given: all that the role of keys may do, each by its name. */
const SCOPES = ROLE_PERMISSIONS['partner-key'];

export class ScopesBody {
  @ApiProperty({
    enum: SCOPES,
    isArray: true,
    description: 'What it may do',
    examples: [['availability:read', 'reservations:read', 'reservations:write']],
  })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes: string[];
}

export class CreateKeyBody extends ScopesBody {
  @MayBeAbsent()
  @IsId({
    description: 'Partner; asked of staff, and never another than the own one of a partner’s administrator',
  })
  partnerId?: string;

  @IsText(100, { description: 'Which system has it', examples: ['booking engine'] })
  name: string;

  @MayBeAbsent()
  @ApiProperty({
    type: [String],
    description: 'Networks it may be used from; any without',
    examples: [['203.0.113.0/24', '2001:db8::/32']],
  })
  @IsArray()
  @ArrayMaxSize(50)
  @Rule(
    'isNetworks',
    (value) => Array.isArray(value) && value.every(isNetwork),
    'must be networks such as 203.0.113.0/24',
    '必须是网段，例如 203.0.113.0/24',
  )
  networks?: string[];

  @MayBeAbsent()
  @IsInstant({ description: 'Good until then: a year from now without, two years at most' })
  expiresAt?: string;
}

export class RotateKeyBody {
  @IsWhole(0, MOST_OVERLAP_HOURS, {
    description: 'Hours for which both keys are good; 7 days at most',
    examples: [24],
  })
  overlapHours: number;

  @MayBeAbsent()
  @IsInstant({ description: 'The successor is good until then: a year from now without, two years at most' })
  expiresAt?: string;
}

export class ApiKeyView {
  @ApiId('Key') id: string;
  @ApiId('Partner') partnerId: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: KEY_STATUSES, description: 'rotated: has a successor, and is good until it expires' })
  status: KeyStatus;
  @ApiProperty({ type: [String] }) scopes: readonly string[];
  @ApiProperty({ type: [String], description: 'Networks it may be used from; any when there is none' })
  networks: string[];
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ description: 'Who made it, by id' }) createdBy: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ required: false, format: 'uuid' }) successorId?: string;
  @ApiProperty({ required: false, format: 'date-time' }) revokedAt?: string;
  @ApiProperty({
    type: 'string',
    nullable: true,
    format: 'date-time',
    description: 'To the minute, a minute late',
  })
  lastUsedAt: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
}

export class NewKeyView extends ApiKeyView {
  @ApiProperty({
    description: 'The key itself, for `Authorization: Bearer`. It is shown once and cannot be shown again',
  })
  key: string;
}

export function apiKeyView(
  { state, version }: StoredApiKey,
  now: Instant,
  lastUses: ReadonlyMap<string, Instant>,
): ApiKeyView {
  const { keyId, partnerId, name, scopes, networks, createdAt, createdBy } = state;
  const { expiresAt, successorId, revokedAt } = state;
  return {
    ...{ id: keyId, partnerId, name, status: statusAt(now, state), scopes, networks: [...networks] },
    ...{ createdAt, createdBy, expiresAt },
    ...(successorId && { successorId }),
    ...(revokedAt && { revokedAt }),
    lastUsedAt: lastUses.get(keyId) ?? null,
    version,
  };
}

/** Throws `validation-failed` with every fault that only the caller and the time tell. @returns whose key it is to be */
export function ownerOfKey(
  { partnerId, expiresAt }: Pick<CreateKeyBody, 'partnerId' | 'expiresAt'>,
  own: string | undefined,
  now: Instant,
): string {
  const owner = partnerId ?? own;
  const faults = lifeFaults(expiresAt, now);
  if (owner === undefined) faults.unshift(faultOf('partnerId', 'isDefined', 'is missing', '不能为空'));
  if (owner === undefined || faults.length > 0) throw new ValidationFailedError(faults);
  return owner;
}

/** Throws `validation-failed` for an end that has passed or lies too far ahead. */
export function refuseWrongLife(expiresAt: Instant | undefined, now: Instant): void {
  const faults = lifeFaults(expiresAt, now);
  if (faults.length > 0) throw new ValidationFailedError(faults);
}

function lifeFaults(expiresAt: Instant | undefined, now: Instant): ReturnType<typeof faultOf>[] {
  if (expiresAt === undefined) return [];
  if (expiresAt <= now)
    return [faultOf('expiresAt', 'inTheFuture', 'must be in the future', '必须是将来的时间')];
  if (expiresAt <= addDays(now, MOST_KEY_DAYS)) return [];
  return [faultOf('expiresAt', 'withinTwoYears', 'must be within two years', '不能超过两年')];
}

import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Sql } from '@houtai/messaging';
import { toInstant, type Instant } from '@houtai/domain-kit';
import type { PartnerStatus, StoredKeyStatus } from './key-status';

/** What a partner may ask for by its contract; null where that says nothing. */
export interface ContractLimits {
  readonly requestsPerMinute: number | null;
  readonly requestsInFlight: number | null;
}

/** A key as far as its check needs it. */
export interface KnownKey {
  keyId: string;
  partnerId: string;
  name: string;
  secretHash: string;
  status: StoredKeyStatus;
  scopes: readonly string[];
  networks: readonly string[];
  expiresAt: Instant;
  partnerStatus: PartnerStatus;
  limits: ContractLimits;
}

/** What somebody stands on. */
export interface Standing {
  /** Of the partner named in the token; undefined when it names none, or there is none. */
  partnerStatus?: PartnerStatus;
  /** The same. */
  limits?: ContractLimits;
  /**
   * Whether the built-in account is enabled, belongs to that partner or to none, and the session of the token goes on;
   * undefined when there is no account of that id.
   */
  accountIsGood?: boolean;
}

const LIMITS = `
  json_build_object('requestsPerMinute', p.requests_per_minute, 'requestsInFlight', p.requests_in_flight) as limits`;
const KEY = `
  select k.key_id as "keyId", k.partner_id as "partnerId", k.name, k.secret_hash as "secretHash", k.status, k.scopes,
         k.networks, k.expires_at as "expiresAt", p.status as "partnerStatus", ${LIMITS}
    from api_key k join partner p on p.partner_id = k.partner_id
   where k.key_id = $1`;
const STANDING = `
  select p.status as "partnerStatus", ${LIMITS},
         case when a.id is not null then
           not a.disabled and a.partner_id is not distinct from $1::uuid
           and ($3::uuid is null
             or exists (select from refresh_token r
                         where r.family_id = $3::uuid and r.account_id = a.id and r.revoked_at is null))
         end as "accountIsGood"
    from (select) it
    left join partner p on p.partner_id = $1::uuid
    left join account a on a.id = $2::uuid`;

@Injectable()
export class CredentialQueries {
  constructor(private readonly sql: Sql) {}

  async key(id: string): Promise<KnownKey | undefined> {
    const [row] = await this.sql.rows<Omit<KnownKey, 'expiresAt'> & { expiresAt: Date }>(KEY, [id]);
    return row && { ...row, expiresAt: toInstant(row.expiresAt) };
  }

  /**
   * @param subject of the token: an account, or whatever a foreign issuer calls its people
   * @param sessionId of the token; one of a foreign issuer, or of a release before, has none
   */
  async standing(partnerId: string | undefined, subject: string, sessionId?: string): Promise<Standing> {
    const account = isUUID(subject) ? subject : null;
    const [row] = await this.sql.rows<{
      partnerStatus: PartnerStatus | null;
      limits: ContractLimits;
      accountIsGood: boolean | null;
    }>(STANDING, [partnerId ?? null, account, sessionId ?? null]);
    return {
      partnerStatus: row?.partnerStatus ?? undefined,
      limits: row?.limits,
      accountIsGood: row?.accountIsGood ?? undefined,
    };
  }
}

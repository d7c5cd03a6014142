import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Sql } from '@houtai/messaging';
import { toInstant, type Instant } from '@houtai/domain-kit';
import type { PartnerStatus, StoredKeyStatus } from './key-status';

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
}

/** What somebody of a partner stands on. */
export interface Standing {
  partnerStatus: PartnerStatus;
  /** Whether the built-in account is enabled and belongs to that partner; undefined when there is none of that id. */
  accountIsGood?: boolean;
}

const KEY = `
  select k.key_id as "keyId", k.partner_id as "partnerId", k.name, k.secret_hash as "secretHash", k.status, k.scopes,
         k.networks, k.expires_at as "expiresAt", p.status as "partnerStatus"
    from api_key k join partner p on p.partner_id = k.partner_id
   where k.key_id = $1`;
const STANDING = `
  select p.status as "partnerStatus",
         case when a.id is not null then not a.disabled and a.partner_id is not distinct from p.partner_id end as "accountIsGood"
    from partner p left join account a on a.id = $2::uuid
   where p.partner_id = $1`;

@Injectable()
export class CredentialQueries {
  constructor(private readonly sql: Sql) {}

  async key(id: string): Promise<KnownKey | undefined> {
    const [row] = await this.sql.rows<Omit<KnownKey, 'expiresAt'> & { expiresAt: Date }>(KEY, [id]);
    return row && { ...row, expiresAt: toInstant(row.expiresAt) };
  }

  /** @param subject of the token: an account, or whatever a foreign issuer calls its people */
  async standing(partnerId: string, subject: string): Promise<Standing | undefined> {
    const account = isUUID(subject) ? subject : null;
    const [row] = await this.sql.rows<{ partnerStatus: PartnerStatus; accountIsGood: boolean | null }>(
      STANDING,
      [partnerId, account],
    );
    return row && { partnerStatus: row.partnerStatus, accountIsGood: row.accountIsGood ?? undefined };
  }
}

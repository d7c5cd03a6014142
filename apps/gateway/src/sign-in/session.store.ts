import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { AccessNews } from '../credentials/access-news.service';
import { toFields, type Instant } from '@houtai/domain-kit';
import type { RefreshToken } from './refresh-token';

interface TokenRow {
  id: string;
  family_id: string;
  account_id: string;
  signed_in_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

/** Refresh tokens. */
@Injectable()
export class SessionStore {
  constructor(
    private readonly sql: Sql,
    private readonly news: AccessNews,
  ) {}

  async addToken(token: RefreshToken, secretHash: Buffer, issuedAt: Instant): Promise<void> {
    await this.sql.rows(
      `insert into refresh_token (id, family_id, account_id, secret_hash, signed_in_at, issued_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [token.id, token.familyId, token.accountId, secretHash, token.signedInAt, issuedAt, token.expiresAt],
    );
  }

  async lockToken(secretHash: Buffer): Promise<RefreshToken | undefined> {
    const [row] = (await this.sql.rows<TokenRow>(
      `select id, family_id, account_id, signed_in_at, expires_at, used_at, revoked_at
         from refresh_token where secret_hash = $1 for update`,
      [secretHash],
    )) as TokenRow[];
    return row && token(row);
  }

  async markUsed(id: string, at: Instant): Promise<void> {
    await this.sql.rows('update refresh_token set used_at = $2 where id = $1', [id, at]);
  }

  /** Within a transaction: with its commit every instance hears of it, and refuses the session's access tokens. */
  async revokeFamily({ familyId, accountId }: RefreshToken, at: Instant): Promise<void> {
    await this.sql.rows(
      'update refresh_token set revoked_at = $2 where family_id = $1 and revoked_at is null',
      [familyId, at],
    );
    await this.news.tellOfAccount(accountId);
  }

  /** The same of all sessions of an account. */
  async revokeAll(accountId: string, at: Instant): Promise<void> {
    await this.sql.rows(
      'update refresh_token set revoked_at = $2 where account_id = $1 and revoked_at is null',
      [accountId, at],
    );
    await this.news.tellOfAccount(accountId);
  }

  /** Removes what no judgement needs any more: reuse of a token is recognised for as long as its session could live. */
  async forget(expiredBefore: Instant): Promise<void> {
    await this.sql.rows('delete from refresh_token where expires_at < $1', [expiredBefore]);
  }
}

function token(row: TokenRow): RefreshToken {
  return { usedAt: null, revokedAt: null, ...toFields(row) };
}

import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { toInstant } from '@houtai/domain-kit';
import type { SetupToken } from './setup-token';

interface Row {
  token_hash: Buffer;
  expires_at: Date;
}

@Injectable()
export class SetupTokenStore {
  constructor(private readonly sql: Sql) {}

  async replace({ hash, expiresAt }: SetupToken): Promise<void> {
    await this.sql.rows(
      `insert into setup_token (token_hash, expires_at) values ($1, $2)
       on conflict (singleton) do update set token_hash = $1, expires_at = $2`,
      [hash, expiresAt],
    );
  }

  async remove(): Promise<void> {
    await this.sql.rows('delete from setup_token');
  }

  async read(): Promise<SetupToken | undefined> {
    return token(await this.sql.rows<Row>('select * from setup_token'));
  }

  /** Of uses at the same time the second waits here, and finds the token gone. */
  async lock(): Promise<SetupToken | undefined> {
    return token((await this.sql.rows<Row>('select * from setup_token for update')) as Row[]);
  }

  /** Whether any account, disabled or not, has the role `admin`. */
  async adminExists(): Promise<boolean> {
    const rows = await this.sql.rows(`select 1 from account where 'admin' = any (roles) limit 1`);
    return (rows as unknown[]).length > 0;
  }
}

function token([row]: Row[]): SetupToken | undefined {
  return row && { hash: row.token_hash, expiresAt: toInstant(row.expires_at) };
}

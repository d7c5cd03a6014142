import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import type { Instant } from '@houtai/domain-kit';
import type { Actor, Permission } from '@houtai/service-host';

/** Who took a ticket, with what their token said. */
export interface TicketHolder extends Actor {
  permissions: Permission[];
}

interface Row {
  caller: TicketHolder;
  caller_expires_at: Date;
  expires_at: Date;
}

export interface StoredTicket {
  readonly holder: TicketHolder;
  /** End of the token it was taken with, ms since 1970. */
  readonly holderExpiresAt: number;
  /** End of the ticket, ms since 1970. */
  readonly expiresAt: number;
}

@Injectable()
export class LiveTicketStore {
  constructor(private readonly sql: Sql) {}

  async add(hash: Buffer, { holder, holderExpiresAt, expiresAt }: StoredTicket): Promise<void> {
    await this.sql.rows(
      'insert into live_ticket (ticket_hash, caller, caller_expires_at, expires_at) values ($1, $2, $3, $4)',
      [hash, JSON.stringify(holder), new Date(holderExpiresAt), new Date(expiresAt)],
    );
  }

  /** Takes it away: of two who come with one ticket, one gets it. */
  async take(hash: Buffer): Promise<StoredTicket | undefined> {
    const [row] = await this.sql.rows<Row>(
      'delete from live_ticket where ticket_hash = $1 returning caller, caller_expires_at, expires_at',
      [hash],
    );
    if (row === undefined) return undefined;
    const [holderExpiresAt, expiresAt] = [row.caller_expires_at.getTime(), row.expires_at.getTime()];
    return { holder: row.caller, holderExpiresAt, expiresAt };
  }

  async forget(expiredBefore: Instant): Promise<void> {
    await this.sql.rows('delete from live_ticket where expires_at < $1', [expiredBefore]);
  }
}

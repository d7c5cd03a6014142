import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refuse } from '../gateway.errors';
import type { Identity } from '../identity/identities.service';
import { WallClock } from '../identity/wall-clock.service';
import { LiveTicketStore } from './live-ticket.store';

const SECRET_BYTES = 32;
const LIFE_MS = 30_000;

export interface IssuedTicket {
  ticket: string;
  expiresAt: string;
}

/**
 * Tickets for one stream each. What stands in a URL ends in logs of proxies and histories of browsers: so it is none of
 * the token, good once and for half a minute.
 */
@Injectable()
export class LiveTickets {
  constructor(
    private readonly store: LiveTicketStore,
    private readonly clock: WallClock,
  ) {}

  async issue({ actor, permissions, expiresAt: holderExpiresAt }: Identity): Promise<IssuedTicket> {
    const ticket = randomBytes(SECRET_BYTES).toString('base64url');
    const expiresAt = Date.parse(this.clock.now()) + LIFE_MS;
    const holder = { ...actor, permissions: [...permissions] };
    await this.store.add(digest(ticket), { holder, holderExpiresAt, expiresAt });
    return { ticket, expiresAt: new Date(expiresAt).toISOString() };
  }

  /** Who took the ticket. Throws `ticket-refused`, whatever is wrong with it. */
  async use(ticket: string): Promise<Identity> {
    const stored = await this.store.take(digest(ticket));
    if (stored === undefined || stored.expiresAt <= Date.parse(this.clock.now())) refuse('ticket-refused');
    const { permissions, ...actor } = stored.holder;
    return { actor, permissions: new Set(permissions), expiresAt: stored.holderExpiresAt };
  }
}

function digest(ticket: string): Buffer {
  return createHash('sha256').update(ticket, 'utf8').digest();
}

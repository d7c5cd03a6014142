import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError } from '@houtai/service-host';
import { refuse } from '../finance.errors';

export type ProposalState = 'open' | 'approved' | 'rejected';

/** An entry by hand, or the reversal of one, before somebody else has looked at it. */
export interface Proposal {
  id: string;
  /** Canonical JSON. */
  content: string;
  /** The entry that is to be reversed. */
  reverses?: string;
  maker: string;
}

export interface Decision {
  id: string;
  state: 'approved' | 'rejected';
  by: string;
  at: Instant;
}

type Row = Omit<Proposal, 'reverses'> & { reverses: string | null; state: ProposalState };

/** Proposals are added and decided once; the database refuses anything else. */
@Injectable()
export class ProposalStore {
  constructor(private readonly sql: Sql) {}

  async add({ id, content, reverses, maker }: Proposal, proposedAt: Instant): Promise<void> {
    await this.sql.rows(
      `insert into entry_proposal (id, kind, content, reverses, maker, proposed_at) values ($1, $2, $3, $4, $5, $6)`,
      [id, reverses ? 'reversal' : 'entry', content, reverses ?? null, maker, proposedAt],
    );
  }

  /** Refuses `proposal-decided`, and `second-person-needed` where its maker would approve it. */
  async decide({ id, state, by, at }: Decision): Promise<Proposal> {
    const [row] = await this.sql.rows<Row>(
      'select id, content, reverses, maker, state from entry_proposal where id = $1 for update',
      [id],
    );
    if (!row) throw new NotFoundError('entry-proposal', id);
    if (row.state !== 'open') refuse('proposal-decided', { proposalId: id, state: row.state });
    if (state === 'approved' && row.maker === by) refuse('second-person-needed');
    await this.sql.rows('update entry_proposal set state = $2, checker = $3, decided_at = $4 where id = $1', [
      id,
      state,
      by,
      at,
    ]);
    const { content, reverses, maker } = row;
    return { id, content, maker, reverses: reverses ?? undefined };
  }
}

import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import type { ProposalFilter, ProposalView } from './proposal.dto';
import { PROPOSALS } from './proposal.list';
import { toManualLine } from '../ledger/manual-line';
import type { ManualEntry } from '../ledger/manual-posting.service';

type Row = Omit<
  ProposalView,
  'postingDate' | 'memo' | 'lines' | 'rule' | 'ruleVersion' | 'facts' | 'proposedAt' | 'decidedAt'
> & {
  content: string;
  proposedAt: Date;
  decidedAt: Date | null;
};

const PROPOSAL = `
  select p.id, p.kind, p.state, p.content, p.reverses, p.maker, p.checker, p.proposed_at as "proposedAt",
         p.decided_at as "decidedAt", p.version,
         case when p.state <> 'approved' then '{}'::uuid[] when p.kind = 'entry'
           then array(select e.id from entry e where e.event_id = p.id)
           else array(select r.id from entry o join entry s on s.event_id = o.event_id join entry r on r.reverses = s.id
                      where o.id = p.reverses and r.checker = p.checker and r.maker = p.maker order by r.id)
         end as "entryIds"
    from entry_proposal p`;

@Injectable()
export class ProposalQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<ProposalView> {
    const [row] = await this.sql.rows<Row>(`${PROPOSAL} where p.id = $1`, [id]);
    if (!row) throw new NotFoundError('entry-proposal', id);
    return toView(row);
  }

  list(filter: ProposalFilter): Promise<Page<ProposalView>> {
    return readList(this.sql, PROPOSALS, { select: PROPOSAL, filter }, toView);
  }
}

function toView({ content, proposedAt, decidedAt, ...proposal }: Row): ProposalView {
  const {
    day,
    memo = '',
    lines = [],
    rule,
    ruleVersion,
    facts,
  } = JSON.parse(content) as Partial<ManualEntry>;
  return {
    ...proposal,
    postingDate: day ?? null,
    memo,
    lines: lines.map(toManualLine),
    rule: rule ?? null,
    ruleVersion: ruleVersion ?? null,
    facts: (facts as ProposalView['facts'] | undefined) ?? null,
    proposedAt: toInstant(proposedAt),
    decidedAt: decidedAt && toInstant(decidedAt),
  };
}

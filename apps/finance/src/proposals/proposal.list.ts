import type { List } from '@houtai/service-host';
import type { ProposalFilter } from './proposal.dto';

/** Ids are made in the order of proposing. */
export const PROPOSALS: List<ProposalFilter, { id: string }> = {
  name: 'entry-proposals',
  table: 'entry_proposal',
  fields: { id: { sql: 'p.id', type: 'uuid' } },
  sorts: { '-id': 'entry_proposal_pkey' },
  filters: { state: { sql: 'p.state = $1', indexes: { '-id': 'entry_proposal_by_state' } } },
};

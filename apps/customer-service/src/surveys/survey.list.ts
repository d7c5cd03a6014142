import type { Condition, List } from '@houtai/service-host';
import type { SurveyFilter } from './survey.dto';
import type { SurveyStatus } from './survey';

const BY_INVITATION = { invitedAt: 'survey_by_invitation' };

/** Ids are made in the order of invitation. */
export const SURVEYS: List<SurveyFilter> = {
  name: 'surveys',
  table: 'survey',
  fields: { id: { sql: 't.id', type: 'uuid' }, invitedAt: { sql: 't.invited_at', type: 'timestamptz' } },
  sorts: { id: 'survey_pkey', ...BY_INVITATION },
  filters: {
    agreementId: {
      sql: 't.agreement_id = $1',
      indexes: { id: 'survey_agreement_id_key' },
      leaves: 'one',
    },
    customerId: { sql: 't.customer_id = $1', indexes: { id: 'survey_by_customer' }, leaves: 'few' },
    branchId: {
      sql: 't.branch_id = $1',
      indexes: { id: 'survey_by_branch', invitedAt: 'survey_by_branch_and_invitation' },
    },
    status: {
      sql: (status, { now }) => isOf(status, now),
      indexes: { id: 'survey_by_answer', invitedAt: 'survey_by_answer_and_invitation' },
    },
    from: { sql: 't.invited_at >= $1', indexes: BY_INVITATION },
    to: { sql: 't.invited_at < $1', indexes: BY_INVITATION },
  },
};

/** In the words of the index on it. */
const IS_ANSWERED = '(case when t.answered_at is null then 0 else 1 end)';

function isOf(status: SurveyStatus, now: string | undefined): Condition {
  if (status === 'answered') return [`${IS_ANSWERED} = 1`];
  return [`${IS_ANSWERED} = 0 and t.closes_at ${status === 'invited' ? '>' : '<='} $1`, now];
}

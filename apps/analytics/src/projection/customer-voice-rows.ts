import {
  complaintAdvancedV1,
  complaintReceivedV1,
  surveyAnsweredV1,
  surveyInvitedV1,
} from '@houtai/event-catalogue';
import { on, type RowProjection } from './row-changes';

export const surveyRows: RowProjection = {
  table: 'survey',
  key: 'survey_id',
  columns: ['agreement_id', 'invited_at', 'satisfaction', 'recommendation', 'answered_at'],
  changes: new Map([
    on(surveyInvitedV1, ({ surveyId, agreementId, invitedAt }) => ({
      add: [{ survey_id: surveyId, agreement_id: agreementId, invited_at: invitedAt }],
    })),
    on(surveyAnsweredV1, ({ satisfaction, recommendation, answeredAt }) => ({
      set: { satisfaction, recommendation, answered_at: answeredAt },
    })),
  ]),
};

export const complaintRows: RowProjection = {
  table: 'complaint',
  key: 'complaint_id',
  columns: ['category', 'received_at', 'state'],
  changes: new Map([
    on(complaintReceivedV1, ({ complaintId, category, receivedAt }) => ({
      add: [{ complaint_id: complaintId, category, received_at: receivedAt, state: 'received' }],
    })),
    on(complaintAdvancedV1, ({ to }) => ({ set: { state: to } })),
  ]),
};

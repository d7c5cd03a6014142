import {
  complaintAdvancedV1,
  complaintReceivedV1,
  surveyAnsweredV1,
  surveyInvitedV1,
  type ComplaintAdvancedV1,
  type ComplaintReceivedV1,
  type SurveyAnsweredV1,
  type SurveyInvitedV1,
} from '@houtai/event-catalogue';
import type { ProjectedEvent, RowProjection } from './row-changes';

export const surveyRows: RowProjection = {
  table: 'survey',
  key: 'survey_id',
  columns: ['agreement_id', 'invited_at', 'satisfaction', 'recommendation', 'answered_at'],
  changes: {
    [surveyInvitedV1.type]: ({ data }: ProjectedEvent<SurveyInvitedV1>) => {
      const { surveyId, agreementId, invitedAt } = data;
      return { add: [{ survey_id: surveyId, agreement_id: agreementId, invited_at: invitedAt }] };
    },
    [surveyAnsweredV1.type]: ({ data }: ProjectedEvent<SurveyAnsweredV1>) => {
      const { satisfaction, recommendation, answeredAt } = data;
      return { set: { satisfaction, recommendation, answered_at: answeredAt } };
    },
  },
};

export const complaintRows: RowProjection = {
  table: 'complaint',
  key: 'complaint_id',
  columns: ['category', 'received_at', 'state'],
  changes: {
    [complaintReceivedV1.type]: ({ data }: ProjectedEvent<ComplaintReceivedV1>) => {
      const { complaintId, category, receivedAt } = data;
      const row = { complaint_id: complaintId, category, received_at: receivedAt, state: 'received' };
      return { add: [row] };
    },
    [complaintAdvancedV1.type]: ({ data }: ProjectedEvent<ComplaintAdvancedV1>) => ({
      set: { state: data.to },
    }),
  },
};

import {
  ComplaintAdvancedV1,
  ComplaintReceivedV1,
  SurveyAnsweredV1,
  SurveyInvitedV1,
  complaintAdvancedV1,
  complaintReceivedV1,
  surveyAnsweredV1,
  surveyInvitedV1,
} from '@houtai/event-catalogue';
import type { Projection } from './project.store';

const invited: Projection<SurveyInvitedV1> = async (sql, { surveyId, agreementId, invitedAt }) => {
  await sql.rows(
    'insert into survey (survey_id, agreement_id, invited_at) values ($1, $2, $3) on conflict do nothing',
    [surveyId, agreementId, invitedAt],
  );
};

const answered: Projection<SurveyAnsweredV1> = async (sql, event) => {
  await sql.rows(
    'update survey set satisfaction = $2, recommendation = $3, answered_at = $4 where survey_id = $1',
    [event.surveyId, event.satisfaction, event.recommendation, event.answeredAt],
  );
};

const received: Projection<ComplaintReceivedV1> = async (sql, { complaintId, category, receivedAt }) => {
  await sql.rows(
    `insert into complaint (complaint_id, category, received_at, state) values ($1, $2, $3, 'received') on conflict do nothing`,
    [complaintId, category, receivedAt],
  );
};

const advanced: Projection<ComplaintAdvancedV1> = async (sql, { complaintId, to }) => {
  await sql.rows('update complaint set state = $2 where complaint_id = $1', [complaintId, to]);
};

export const projectCustomerVoice = {
  [surveyInvitedV1.type]: invited,
  [surveyAnsweredV1.type]: answered,
  [complaintReceivedV1.type]: received,
  [complaintAdvancedV1.type]: advanced,
};

import { Instant } from '@houtai/domain-kit';
import { ApiClient } from './api-client';
import { BookingStory } from './booking-story';
import { CALIBRATION } from './calibration';
import { Random } from './random';
import { Page } from './views';

/** After their rentals some customers answer the survey, and a few complain and are heard. */
export async function hearCustomers(
  api: ApiClient,
  run: string,
  random: Random,
  stories: readonly BookingStory[],
  time: Instant,
): Promise<void> {
  const rented = stories.filter(({ agreementId }) => agreementId);
  const answering = rented.filter(() => random.chance(CALIBRATION.surveyAnswerShare));
  const complaining = rented.filter(() => random.chance(CALIBRATION.complaintShare));
  await Promise.all(answering.map((story) => answer(api, run, story, time)));
  await Promise.all(complaining.map((story) => complain(api, run, story, time)));
}

async function answer(
  api: ApiClient,
  run: string,
  { agreementId, booking, lateMinutes }: BookingStory,
  time: Instant,
): Promise<void> {
  const surveys = await api.get<Page<{ id: string; status: string }>>(
    `/api/v1/surveys?agreementId=${agreementId}`,
  );
  const survey = surveys.items[0];
  if (!survey) throw new Error(`No survey was sent for agreement ${agreementId}`);
  if (survey.status !== 'invited') return;
  const satisfaction = lateMinutes > 120 ? 3 : 4 + (booking.number % 2);
  await api.post(`/api/v1/surveys/${survey.id}/answer`, {
    time,
    idempotencyKey: `${run}-${booking.number}-survey`,
    body: { satisfaction, recommendation: satisfaction * 2 },
  });
}

async function complain(
  api: ApiClient,
  run: string,
  { customerId, reservationId, booking }: BookingStory,
  time: Instant,
): Promise<void> {
  const key = (step: string) => `${run}-${booking.number}-complaint-${step}`;
  const complaint = await api.post<{ id: string }>('/api/v1/complaints', {
    time,
    idempotencyKey: key('receive'),
    body: { customerId, reservationId, category: 'vehicle', description: '车内有异味' },
  });
  await api.post(`/api/v1/complaints/${complaint.id}/investigate`, {
    time,
    idempotencyKey: key('investigate'),
    body: { owner: '客服一组' },
  });
}

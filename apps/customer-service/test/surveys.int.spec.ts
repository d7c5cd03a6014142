import { agreementClosedV1, surveyAnsweredV1, surveyInvitedV1 } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { customerServiceDefinition } from '../src/customer-service.definition';

interface SurveyBody {
  id: string;
  [field: string]: unknown;
}

describe('surveys', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(customerServiceDefinition);
  });
  afterAll(() => service?.close());

  const closed = (n: number) => {
    const agreementId = testId(n);
    const data = {
      ...agreementClosedV1.sample,
      agreementId,
      customerId: testId(900 + n),
      closedAt: at('10:00'),
    };
    return outgoing(agreementClosedV1, agreementId, 6, data);
  };
  const surveyOf = async (n: number): Promise<SurveyBody> => {
    await service.publish(closed(n), { time: at('10:00') });
    await service.drained();
    const { body } = await service.http<{ items: SurveyBody[] }>(
      'GET',
      `/api/v1/surveys?agreementId=${testId(n)}&branchId=${agreementClosedV1.sample.branchId}`,
    );
    expect(body.items).toHaveLength(1);
    return body.items[0] as SurveyBody;
  };
  const answer = (id: string, time: string, body: object = { satisfaction: 5, recommendation: 9 }) =>
    service.http('POST', `/api/v1/surveys/${id}/answer`, { body, time });

  it('a closed rental is followed by one survey, however often the news comes', async () => {
    const survey = await surveyOf(1);
    expect(await surveyOf(1)).toMatchObject({
      id: survey.id,
      branchId: agreementClosedV1.sample.branchId,
      invitedAt: at('10:00'),
      closesAt: at('10:00', 14),
    });
    expect(await service.eventsPublished(surveyInvitedV1.type)).toMatchObject([
      { key: survey.id, aggregateVersion: 1, data: { agreementId: testId(1), closesAt: at('10:00', 14) } },
    ]);
  });

  it('an answer counts once; its comment is sealed and only shown to those who record answers', async () => {
    const { id } = await surveyOf(2);
    const words = '王师傅态度很好';
    const given = await answer(id, at('12:00'), { satisfaction: 4, recommendation: 10, comment: words });
    expect(given).toMatchObject({ status: 200, body: { status: 'answered', satisfaction: 4, version: 2 } });
    expect(await answer(id, at('13:00'))).toMatchObject({
      status: 409,
      body: { code: 'survey-already-answered' },
    });

    const path = `/api/v1/surveys/${id}`;
    expect((await service.http('GET', path)).body).toMatchObject({ comment: words });
    expect((await service.http('GET', path, { roles: ['operations-manager'] })).body).not.toHaveProperty(
      'comment',
    );
    const [row] = await service.sql('select * from survey where id = $1', [id]);
    const events = await service.eventsPublished(surveyAnsweredV1.type);
    expect(events).toMatchObject([
      { key: id, aggregateVersion: 2, data: { satisfaction: 4, recommendation: 10 } },
    ]);
    expect(JSON.stringify([row, events])).not.toContain(words);
  });

  it('an answer after the closing time does not count', async () => {
    const { id } = await surveyOf(3);
    const late = at('10:00', 14);
    expect(await answer(id, late)).toMatchObject({ status: 409, body: { code: 'survey-over' } });
    const lapsed = await service.http<{ items: SurveyBody[] }>('GET', '/api/v1/surveys?status=lapsed', {
      time: late,
    });
    expect(lapsed.body.items.map((survey) => survey.id)).toContain(id);
  });

  it('bad answers are refused with every fault named', async () => {
    const { status, body } = await answer(testId(77), at('10:00'), {
      satisfaction: 6,
      recommendation: -1,
      comment: null,
      mood: 1,
    });
    expect(status).toBe(400);
    const fields = (body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set(['satisfaction', 'recommendation', 'comment', 'mood']));
    expect((await answer(testId(77), at('10:00'))).status).toBe(404);
    expect(
      (await service.http('POST', `/api/v1/surveys/${testId(77)}/answer`, { roles: ['analyst'], body: {} }))
        .status,
    ).toBe(403);
  });

  it('satisfaction is told with response rate and confidence', async () => {
    const whole = await service.http('GET', '/api/v1/satisfaction?from=2027-03-01&to=2027-03-02');
    expect(whole.body).toMatchObject({ invited: 3, answered: 1, nps: 100, csat: { value: 1, high: 1 } });
    const nobody = await service.http('GET', '/api/v1/satisfaction?from=2028-01-01');
    expect(nobody.body).toEqual({ invited: 0, answered: 0, responseRate: null, csat: null, nps: null });
    expect((await service.http('GET', '/api/v1/satisfaction?from=yesterday')).status).toBe(400);
  });
});

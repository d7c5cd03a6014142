import { randomBytes } from 'node:crypto';
import { agreementClosedV1 } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { DueWorkRegistry, SecretBox } from '@houtai/service-host';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { customerServiceDefinition } from '../src/customer-service.definition';

const DATA_KEY = randomBytes(32).toString('base64');

interface Shown {
  id: string;
  comment?: string;
  description?: string;
  history?: { text?: string }[];
  code?: string;
}

describe('sealed texts', () => {
  let service: TestService;
  let complaints: string[];
  let surveys: string[];
  beforeAll(async () => {
    service = await startTestService(customerServiceDefinition, { env: { HOUTAI_DATA_KEY: DATA_KEY } });
    complaints = [await complaint('空调坏了', '压缩机故障'), await complaint('车很脏', '没有洗车')];
    surveys = [await survey(1, '很好'), await survey(2, '一般')];
  });
  afterAll(() => service?.close());

  const post = async (path: string, time: string, body: object) =>
    (await service.http<Shown>('POST', `/api/v1/${path}`, { time, body })).body.id;
  const complaint = async (description: string, finding: string): Promise<string> => {
    const intake = { customerId: testId(5), category: 'vehicle', description };
    const id = await post('complaints', at('08:00'), intake);
    await post(`complaints/${id}/investigate`, at('09:00'), { owner: 'li.na' });
    await post(`complaints/${id}/decide-liability`, at('10:00'), { liability: 'company', finding });
    return id;
  };
  const survey = async (n: number, comment: string): Promise<string> => {
    const [agreementId, closedAt] = [testId(n), at('10:00')];
    const data = { ...agreementClosedV1.sample, agreementId, customerId: testId(900 + n), closedAt };
    await service.publish(outgoing(agreementClosedV1, agreementId, 6, data), { time: closedAt });
    await service.drained();
    const path = `/api/v1/surveys?agreementId=${agreementId}`;
    const { body } = await service.http<{ items: Shown[] }>('GET', path);
    const id = body.items[0]?.id ?? '';
    await post(`surveys/${id}/answer`, at('11:00'), { satisfaction: 5, recommendation: 9, comment });
    return id;
  };
  const show = (path: string) =>
    service.http<Shown>('GET', `/api/v1/${path}`, { roles: ['customer-service-agent'], time: at('12:00') });
  const texts = async () => ({
    complaint: (await show(`complaints/${complaints[0]}`)).body,
    survey: (await show(`surveys/${surveys[0]}`)).body,
  });
  /** Hostile SQL: each of two rows gets the other's value. */
  const swap = (table: string, column: string, record: string, [one, two]: string[]) =>
    service.sql(
      `update ${table} t set ${column} = o.${column} from ${table} o
        where (t.${record}, o.${record}) in (($1, $2), ($2, $1)) and t.${column} is not null
          and o.${column} is not null`,
      [one, two],
    );

  it.each([
    ['description', 'complaint', 'description_sealed', 'id', () => complaints],
    ['finding', 'complaint_step', 'text_sealed', 'complaint_id', () => complaints],
    ['comment', 'survey', 'comment_sealed', 'id', () => surveys],
  ])('the %s of another is not shown', async (_, table, column, record, ids) => {
    const path = `${table === 'survey' ? 'surveys' : 'complaints'}/${ids()[0]}`;
    await swap(table, column, record, ids());
    expect(await show(path)).toMatchObject({ status: 500, body: { code: 'sealed-value-broken' } });
    await swap(table, column, record, ids());
    expect((await show(path)).status).toBe(200);
  });

  it('a text moved to another column is not shown', async () => {
    await service.sql(
      `update complaint_step s set text_sealed = c.description_sealed from complaint c
        where s.complaint_id = c.id and c.id = $1 and s.text_sealed is not null`,
      [complaints[1]],
    );
    expect(await show(`complaints/${complaints[1]}`)).toMatchObject({
      body: { code: 'sealed-value-broken' },
    });
  });

  it('of the release before are read, and all sealed anew in the background, however often it runs', async () => {
    const before = await texts();
    await sealAsBefore('complaint', 'description_sealed', 'id::text');
    await sealAsBefore('survey', 'comment_sealed', 'id::text');
    await sealAsBefore('complaint_step', 'text_sealed', `concat_ws('/', complaint_id, position)`);
    expect(await texts()).toEqual(before);

    const registry = service.running.app.get(DueWorkRegistry);
    for (const year of [2998, 2999]) await registry.runAll(`${year}-01-01T00:00:00.000Z`);
    expect(await texts()).toEqual(before);
    const left = await service.sql(
      `select id::text from complaint where description_sealed like 'v1.%'
       union all select id::text from survey where comment_sealed like 'v1.%'
       union all select complaint_id::text from complaint_step where text_sealed like 'v1.%' and complaint_id <> $1`,
      [complaints[1]],
    );
    expect(left).toEqual([]);
  });

  /** Every value that can be opened, as the release before wrote it. */
  const sealAsBefore = async (table: string, column: string, record: string): Promise<void> => {
    const rows = await service.sql<{ record: string; sealed: string }>(
      `select ${record} as record, ${column} as sealed from ${table} where ${column} is not null
          and ${table === 'complaint_step' ? 'complaint_id' : 'id'} <> $1`,
      [complaints[1]],
    );
    for (const { record: id, sealed } of rows) {
      const place = { table, column, record: id };
      const old = new SecretBox(DATA_KEY, 'v1').seal(new SecretBox(DATA_KEY).open(sealed, place), place);
      await service.sql(`update ${table} set ${column} = $1 where ${record} = $2`, [old, id]);
    }
  };
});

import { encodeCursor } from '@houtai/service-host';
import { startTestService, testId, type TestService } from '@houtai/testing';
import type { DataSource } from 'typeorm';
import { financeDefinition } from '../src/finance.definition';
import { ReceivableQueries } from '../src/receivables/receivable.queries';

interface ProblemBody {
  errors: { field: string; rule: string }[];
}

describe('the lists of finance', () => {
  let finance: TestService;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
  });
  afterAll(async () => finance?.close());

  it.each([
    ['holds', ['no-id', 'rental']],
    ['entries', ['no-id']],
    ['payments', [7]],
    ['receivables', ['no-id']],
    ['periods', ['soon']],
    ['periods', ['99999999999']],
  ])('%s refuses the cursor %j, which is none of its own', async (list, parts) => {
    const answer = await finance.http<ProblemBody>('GET', `/api/v1/${list}?after=${encodeCursor(parts)}`);
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field: 'after', rule: 'isCursor' }]]);
  });

  it('goes on from a cursor by the index, without statistics', async () => {
    await finance.sql(
      `insert into receivable (reservation_id, customer_id, branch_id)
       select gen_random_uuid(), gen_random_uuid(), gen_random_uuid() from generate_series(1, 20000)`,
    );
    const asked: [string, unknown[]][] = [];
    const recorder = {
      query: (text: string, values: unknown[]) => Promise.resolve(asked.push([text, values]) && []),
    } as unknown as DataSource;
    await new ReceivableQueries(recorder).list({ limit: 50, after: encodeCursor([testId(1)]) });
    const [[text, values] = ['', []]] = asked;
    const plan = await finance.sql<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    expect(plan.map((line) => line['QUERY PLAN'].trim()).join('\n')).toMatch(
      /Index Scan using receivable_pkey[^]*Index Cond: \(reservation_id > /,
    );
  });
});

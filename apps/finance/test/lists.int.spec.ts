import { encodeCursor } from '@houtai/service-host';
import { startTestService, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';

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
});

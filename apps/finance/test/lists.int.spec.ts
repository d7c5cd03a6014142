import { encodeCursor } from '@houtai/service-host';
import { addDays } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { cancellation } from './rental-events';

interface ProblemBody {
  errors: { field: string; rule: string }[];
}

describe('the lists of finance', () => {
  let finance: TestService;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
    // in February, on the first and the last day of March, and in April
    for (const [n, day] of [-2, 0, 0, 10, 30, 30, 31, 40].entries()) {
      const { event, time } = cancellation(testId(0x7000 + n), 1_000, addDays(at('02:00'), day));
      await finance.publish(event, { time });
    }
    await finance.drained();
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

  it.each(['id', '-id', 'postingDate', '-postingDate'])(
    'the entries of a month, and no other, are walked by %s',
    async (sort) => {
      type Entries = { items: { id: string; period: number }[]; next: string | null };
      const walked: Entries['items'] = [];
      let after = '';
      do {
        const query = `period=202703&sort=${sort}&limit=2${after}`;
        const { body } = await finance.http<Entries>('GET', `/api/v1/entries?${query}`);
        walked.push(...body.items);
        after = body.next === null ? '' : `&after=${body.next}`;
      } while (after !== '');
      expect(walked.map(({ period }) => period)).toEqual([202703, 202703, 202703, 202703, 202703]);
      expect(new Set(walked.map(({ id }) => id)).size).toBe(5);
    },
  );

  it.each(['-id', '-postingDate'])(
    'a month that the calendar does not have is a fault, by %s',
    async (sort) => {
      const { status, body } = await finance.http('GET', `/api/v1/entries?period=190996&sort=${sort}`);
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'period', rule: 'isPeriod' }] },
      });
    },
  );
});

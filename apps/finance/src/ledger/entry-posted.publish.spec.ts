import { entryPostedV1, validateEvent } from '@houtai/event-catalogue';
import { depositCaptured } from '../posting-rules/deposit-captured';
import { toEntryPosted } from './entry-posted.publish';
import { draftsBy } from '../posting-rules/posting-rule';

describe('EntryPosted', () => {
  const { entryId, postingDate, postedAt, reservationId, totalFen } = entryPostedV1.sample;

  it('makes the golden sample', () => {
    const about = { orderId: reservationId! };
    const [draft] = draftsBy(
      depositCaptured,
      { amountFen: totalFen, about },
      { id: entryId, facts: {}, day: postingDate },
    );
    expect(toEntryPosted(entryId, draft!, postingDate, postedAt)).toEqual(entryPostedV1.sample);
  });

  it('names the dimensions, and an order only when all lines are about it', () => {
    const about = { orderId: reservationId!, branchId: entryId, vehicleId: reservationId! };
    const [draft] = draftsBy(
      depositCaptured,
      { amountFen: 5, about },
      { id: entryId, facts: {}, day: postingDate },
    );
    const [first, second] = draft!.lines;
    const mixed = { ...draft!, lines: [first!, { ...second!, orderId: undefined }] };
    const told = toEntryPosted(entryId, mixed, postingDate, postedAt);
    expect(told).toMatchObject({ lines: [{ branchId: entryId, vehicleId: reservationId }, {}] });
    expect(told).not.toHaveProperty('reservationId');
    expect(validateEvent(entryPostedV1.type, told)).toEqual([]);
  });
});

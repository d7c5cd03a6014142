import {
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationRejectedV1,
  reservationSubmittedV1,
  type EventDefinition,
} from '@houtai/event-catalogue';
import { reservationRows } from './reservation-rows';
import { foldChanges, type ProjectedEvent } from './row-changes';

const heard = (key: string, aggregateVersion: number, { type, sample }: EventDefinition): ProjectedEvent => ({
  type,
  key,
  aggregateVersion,
  data: sample,
});

describe('the events of a chunk', () => {
  it('set each row once, to the last value of each column', () => {
    const { add, set } = foldChanges(reservationRows, [
      heard('a', 1, reservationSubmittedV1),
      heard('a', 2, reservationConfirmedV1),
      heard('b', 2, reservationConfirmedV1),
      heard('a', 3, reservationConvertedV1),
    ]);
    expect(add).toEqual([expect.objectContaining({ status: 'submitted', version: 1 })]);
    const { confirmedAt } = reservationConfirmedV1.sample;
    const { convertedAt } = reservationConvertedV1.sample;
    expect(set).toEqual([
      {
        reservation_id: 'a',
        status: 'converted',
        confirmed_at: confirmedAt,
        ended_at: convertedAt,
        version: 3,
      },
      { reservation_id: 'b', status: 'confirmed', confirmed_at: confirmedAt, version: 2 },
    ]);
  });

  it('add a wish that was refused at once, and end one that was submitted before', () => {
    const { add, set } = foldChanges(reservationRows, [heard('a', 1, reservationRejectedV1)]);
    expect(add).toEqual([expect.objectContaining({ status: 'rejected', total_fen: 0 })]);
    const { rejectedAt } = reservationRejectedV1.sample;
    expect(set).toEqual([{ reservation_id: 'a', status: 'rejected', ended_at: rejectedAt, version: 1 }]);
  });
});

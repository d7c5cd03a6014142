import { Controller } from '@nestjs/common';
import {
  reservationCancelledV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationReadiedV1,
  reservationSubmittedV1,
} from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReservationNumbers } from './reservation-numbers.store';

interface Numbered {
  reservationId: string;
  number?: string;
}

/** The first event of each, and later ones of those that got their number when there began to be any. */
const TELLING = [
  reservationSubmittedV1,
  reservationConfirmedV1,
  reservationReadiedV1,
  reservationConvertedV1,
  reservationCancelledV1,
];
/** Nobody asks by a number within the second in which it was made. */
const LINGER_MS = 500;

@Controller()
export class WhenReservationHasANumber {
  constructor(private readonly numbers: ReservationNumbers) {}

  @OnEvents(TELLING, { consumer: 'numbers', chunk: 256, lingerMs: LINGER_MS })
  async handle(events: Received<Numbered>[]): Promise<void> {
    const told = events.flatMap(({ data: { number, reservationId } }) =>
      number === undefined ? [] : [{ number, reservationId }],
    );
    if (told.length > 0) await this.numbers.keep(told);
  }
}

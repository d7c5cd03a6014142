import { Type } from '@sinclair/typebox';

/** In every event of a reservation; absent in those of releases before there were numbers. */
export const ReservationNumber = {
  number: Type.Optional(
    Type.String({
      pattern: '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$',
      description: 'What people call the reservation, `R7KM-9QXD-F`',
    }),
  ),
};

/** For the golden samples. */
export const sampleReservationNumber = { number: 'R7KM-9QXD-F' };

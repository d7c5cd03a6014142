import { Type } from '@sinclair/typebox';

/** Building blocks of the public schemas. They are apart from those of the bus: what a partner reads changes never. */

export const Id = (description: string) => Type.String({ format: 'uuid', description });

export const At = (description: string) =>
  Type.String({ format: 'date-time', description: `${description} (UTC, ISO 8601)` });

export const Fen = (description: string) => Type.Integer({ description: `${description}, in fen` });

export const Stop = Type.Object({ branchId: Id('Branch'), at: At('Planned time') });

export const Line = Type.Object({
  code: Type.String({ description: 'What is charged, such as `rental-day`' }),
  quantity: Type.Number(),
  unitFen: Fen('Price of one'),
  amountFen: Fen('Gross amount, VAT included'),
});

export const Price = Type.Object({
  currency: Type.Literal('CNY'),
  lines: Type.Array(Line),
  totalFen: Fen('Sum of the lines'),
  rentalDepositFen: Fen('Rental deposit'),
  violationDepositFen: Fen('Violation deposit'),
});

/** What the partner itself calls the booking and the customer. */
export const Own = {
  reference: Type.Optional(Type.String({ description: 'Your own number of the booking' })),
  customerId: Type.Optional(Id('What you know the customer by')),
};

export const Reservation = {
  reservationId: Id('Reservation'),
  number: Type.Optional(Type.String({ description: 'What people call it, `R7KM-9QXD-F`' })),
  ...Own,
};

/** What is picked up where and when. */
export const Wish = {
  classCode: Type.String({ description: 'Vehicle class' }),
  pickUp: Stop,
  return: Stop,
};

export const Booking = { ...Reservation, ...Wish };

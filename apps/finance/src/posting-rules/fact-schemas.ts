import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import type { Dimensions } from './entry-draft';

/** Building blocks of the facts of rules by hand, so that the same thing looks the same in each. */

/** 100 billion yuan; a double holds it exactly. */
const MOST_FEN = 1e13;
const DEPT = '^[a-z][a-z0-9-]{0,31}$';

export const Amount = (description: string, minimum: 0 | 1 = 1) =>
  Type.Integer({ minimum, maximum: MOST_FEN, description: `${description}, in fen` });

export const Gross = Amount('With VAT');

export const VatRate = Type.Integer({
  ...{ minimum: 0, maximum: 10_000, examples: [1300] },
  description: 'Rate of VAT in hundredths of a percent',
});

export const Id = (description: string) => Type.String({ format: 'uuid', description });

export const Choice = <const T extends string>(values: readonly [T, ...T[]], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description });

export const Months = (description: string) => Type.Integer({ minimum: 1, maximum: 600, description });

/** Where money lies: the account of one bank or provider, or the one for all of them. */
export const MoneyAccount = (description: string, of: '1001' | '1002' | '1012' | 'any' = 'any') =>
  Type.String({
    pattern: of === 'any' ? '^(1001|(1002|1012)(\\.[0-9]{2})?)$' : `^${of}(\\.[0-9]{2})?$`,
    examples: [of === 'any' ? ACCOUNT.bank : of],
    description,
  });

const Where = {
  branchId: Type.Optional(Id('Branch')),
  vehicleId: Type.Optional(Id('Vehicle')),
};

/** What is about an order of a customer. */
export const OfOrder = {
  reservationId: Id('Order, by its id or number'),
  customerId: Id('Customer'),
  ...Where,
};

/** What is owed to a supplier, item by item. */
export const OfSupplier = {
  supplierId: Id('Supplier'),
  documentId: Id('Work order, purchase order or bill: what is owed is told apart by it'),
  ...Where,
};

/** What is of a place or a vehicle alone. */
export const OfPlace = {
  ...Where,
  dept: Type.Optional(Type.String({ pattern: DEPT, description: 'Department' })),
};

interface Place {
  branchId?: string;
  vehicleId?: string;
  dept?: string;
}

export function aboutOrder({
  reservationId: orderId,
  customerId: partyId,
  ...where
}: Place & { reservationId: string; customerId: string }): Dimensions {
  return { ...aboutPlace(where), orderId, partyId };
}

export function aboutSupplier({
  documentId: orderId,
  supplierId: partyId,
  ...where
}: Place & { documentId: string; supplierId: string }): Dimensions {
  return { ...aboutPlace(where), orderId, partyId };
}

export function aboutPlace({ branchId, vehicleId, dept }: Place): Dimensions {
  return {
    ...(branchId === undefined ? {} : { branchId }),
    ...(vehicleId === undefined ? {} : { vehicleId }),
    ...(dept === undefined ? {} : { dept }),
  };
}

import { Static, Type } from '@sinclair/typebox';
import { Choice, ClassCode, Id } from '../fields';

export const IDENTITY_CHECKS = ['before-confirmation', 'at-pick-up'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** What a partner may sell, and how. */
export const PartnerContract = Type.Object(
  {
    priceGroup: Type.String({ minLength: 1, maxLength: 64, description: 'Price group of its bookings' }),
    branchIds: Type.Optional(
      Type.Array(Id('Branch'), { description: 'Branches it may sell; absent means all' }),
    ),
    classCodes: Type.Optional(
      Type.Array(ClassCode, { description: 'Vehicle classes it may sell; absent means all' }),
    ),
    mostOpenReservations: Type.Integer({
      minimum: 0,
      description: 'Reservations of it that may be open at a time',
    }),
    requestsPerMinute: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Requests of its keys and people together; absent means the usual',
      }),
    ),
    requestsInFlight: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Those of them at a time; absent means the usual' }),
    ),
    identityCheck: Choice(IDENTITY_CHECKS, 'When the identity of its customers is checked'),
  },
  { description: 'Contract of a partner' },
);
export type PartnerContract = Static<typeof PartnerContract>;

export const samplePartnerContract: PartnerContract = {
  priceGroup: 'agency',
  branchIds: ['0196f3a0-0000-7000-8000-000000000011'],
  classCodes: ['compact'],
  mostOpenReservations: 200,
  identityCheck: 'at-pick-up',
};

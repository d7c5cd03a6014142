import { Type } from '@sinclair/typebox';
import { Id } from '../fields';

/**
 * In every event of a booking, absent when it is the house's own: whoever tells a partner of it needs no look-up in a read
 * model that may be late.
 */
export const OfPartner = {
  partnerId: Type.Optional(Id('Partner that made the booking')),
  partnerCustomerId: Type.Optional(Id('What the partner knows the customer by')),
  reference: Type.Optional(Type.String({ description: 'Number of the booking at the partner' })),
};

/** For the golden samples: a booking of a partner. */
export const sampleOfPartner = {
  partnerId: '0196f3a0-0000-7000-8000-0000000000a1',
  partnerCustomerId: '0196f3a0-0000-7000-8000-0000000000a2',
  reference: 'T-2026-0117',
};

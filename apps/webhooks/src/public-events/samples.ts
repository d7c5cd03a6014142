import { neutralReasons } from '@houtai/event-catalogue';

/** Parts of the samples that the document shows. */
export const RESERVATION = '0196f3a0-0000-7000-8000-000000000001';
export const AGREEMENT = '0196f3a0-0000-7000-8000-000000000002';
export const VEHICLE = '0196f3a0-0000-7000-8000-000000000003';
export const BRANCH = '0196f3a0-0000-7000-8000-000000000004';

export const own = { reference: 'T-2026-0117', customerId: '0196f3a0-0000-7000-8000-0000000000a2' };

export const reservation = { reservationId: RESERVATION, number: 'R7KM-9QXD-F', ...own };

export const wish = {
  classCode: 'compact',
  pickUp: { branchId: BRANCH, at: '2026-03-02T02:00:00.000Z' },
  return: { branchId: BRANCH, at: '2026-03-03T02:00:00.000Z' },
};

export const booking = { ...reservation, ...wish };

export const lines = [{ code: 'rental-day', quantity: 1, unitFen: 19800, amountFen: 19800 }];

export const reasons = neutralReasons([{ rule: 'capacity' }]);

export const price = {
  currency: 'CNY' as const,
  lines,
  totalFen: 19800,
  rentalDepositFen: 300000,
  violationDepositFen: 200000,
};

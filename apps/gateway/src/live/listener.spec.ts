import { concerns, type Listener } from './listener';
import type { LiveEvent } from './live-event';

const event: LiveEvent = {
  topic: 'reservations',
  type: 'reservation-confirmed',
  subject: 's',
  version: 2,
  branchIds: ['north', 'south'],
  partnerId: 'agency',
};
const all = new Set(['reservations'] as const);

describe('an event is told', () => {
  it.each<[string, Listener, Partial<LiveEvent>, boolean]>([
    ['to who listens to its topic', { topics: all }, {}, true],
    ['to nobody else', { topics: new Set(['vehicles']) }, {}, false],
    ['in the branch of the pick-up', { topics: all, branchId: 'north' }, {}, true],
    ['in the branch of the return', { topics: all, branchId: 'south' }, {}, true],
    ['not in another branch', { topics: all, branchId: 'west' }, {}, false],
    ['in every branch when it names none', { topics: all, branchId: 'west' }, { branchIds: [] }, true],
    ['to the partner it is about', { topics: all, partnerId: 'agency' }, {}, true],
    ['to no other partner', { topics: all, partnerId: 'rival' }, {}, false],
    ['to no partner when it names none', { topics: all, partnerId: 'agency' }, { partnerId: null }, false],
    [
      'to a partner in one of its branches only',
      { topics: all, partnerId: 'agency', branchId: 'west' },
      {},
      false,
    ],
  ])('%s', (_case, listener, change, expected) => {
    expect(concerns(listener, { ...event, ...change })).toBe(expected);
  });
});

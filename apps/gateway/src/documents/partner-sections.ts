/** What partners' operations are about. */
export interface Section {
  name: string;
  description: string;
  /** First parts of the paths behind `/api/v1/`. */
  resources: readonly string[];
}

/** In the order in which they are needed. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'Signing in',
    description: 'For your people. Your systems have keys and need none of this.',
    resources: ['auth', 'user-accounts'],
  },
  {
    name: 'Keys',
    description: 'For your systems: made, narrowed, rotated and revoked by an administrator of yours.',
    resources: ['api-keys'],
  },
  {
    name: 'Branches, classes, prices',
    description: 'What can be rented, where, when and for how much.',
    resources: ['branches', 'vehicle-classes', 'availability', 'quotes', 'price-lists'],
  },
  {
    name: 'Reservations',
    description: 'Bookings of yours, from the wish to the handover.',
    resources: ['reservations', 'customers'],
  },
  {
    name: 'Rentals',
    description: 'What became of a booking when the vehicle was handed over.',
    resources: ['agreements', 'partner-settlements'],
  },
  {
    name: 'Webhooks',
    description: 'You are sent what happens: endpoints, events, deliveries, and what was missed.',
    resources: [
      'webhook-event-types',
      'webhook-endpoints',
      'webhook-deliveries',
      'webhook-replays',
      'events',
    ],
  },
  {
    name: 'Live updates',
    description: 'Hints for screens of your people, as server-sent events.',
    resources: ['live', 'live-tickets'],
  },
  {
    name: 'Your company',
    description: 'Your contract, your people, and the trail of what they and your keys did.',
    resources: ['partners', 'audit-entries'],
  },
  { name: 'Problems', description: 'What a refusal means.', resources: ['problems'] },
  {
    name: 'Test realm',
    description: 'What only the test realm has: its clock, and outcomes on demand.',
    resources: ['test-helpers', 'simulation'],
  },
];

/** The section of what is sent to partners. */
export const SENT_SECTION = 'Webhooks';

const OTHERS: Section = { name: 'Others', description: 'What belongs nowhere else.', resources: [] };

/** Every section there can be. */
export const ALL_SECTIONS: readonly Section[] = [...SECTIONS, OTHERS];

/** @param path published, e.g. `/api/v1/reservations/{id}` */
export function sectionOf(path: string): Section {
  const [, , , resource = ''] = path.split('/');
  return SECTIONS.find(({ resources }) => resources.includes(resource)) ?? OTHERS;
}

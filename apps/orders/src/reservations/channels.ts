import type { Channel } from './reservation';

export const CHANNELS = [
  'call-centre',
  'web',
  'app',
  'partner',
  'corporate',
  'walk-in',
] as const satisfies Channel[];

const OFFICE: readonly Channel[] = ['call-centre', 'web', 'app', 'corporate'];

/** Through which channels a role books; whoever belongs to a partner books through `partner`, and says nothing of it. */
const CHANNELS_OF_ROLES = {
  admin: CHANNELS,
  'operations-manager': CHANNELS,
  dispatcher: [],
  'fleet-manager': [],
  workshop: [],
  'customer-service-agent': OFFICE,
  'customer-service-supervisor': OFFICE,
  accountant: [],
  'finance-manager': [],
  analyst: [],
  'branch-staff': ['walk-in', 'call-centre', 'corporate'],
  'partner-admin': ['partner'],
  'partner-agent': ['partner'],
  'partner-key': ['partner'],
} as const satisfies Record<string, readonly Channel[]>;

type BookingRole = keyof typeof CHANNELS_OF_ROLES;

/** Channels of somebody with these roles, in the order of {@link CHANNELS}. A role that the table forgets does not compile. */
export function channelsOf(roles: readonly BookingRole[]): Channel[] {
  const theirs = new Set<Channel>(roles.flatMap((role) => [...CHANNELS_OF_ROLES[role]]));
  return CHANNELS.filter((channel) => theirs.has(channel));
}

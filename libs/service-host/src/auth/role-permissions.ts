/** `resource:action`, e.g. `reservations:write`. In the matrix `*` stands for any resource or any action. */
export type Permission = `${string}:${string}`;

export const ROLES = [
  'admin',
  'operations-manager',
  'dispatcher',
  'fleet-manager',
  'workshop',
  'customer-service-agent',
  'customer-service-supervisor',
  'accountant',
  'finance-manager',
  'analyst',
  'branch-staff',
  'partner-admin',
  'partner-agent',
  'partner-key',
] as const;

export type Role = (typeof ROLES)[number];

const FLEET_READING: readonly Permission[] = [
  'branches:read',
  'vehicles:read',
  'absences:read',
  'vehicle-classes:read',
  'maintenance:read',
  'incidents:read',
  'violations:read',
];
const DISPATCH_READING: readonly Permission[] = [
  'allocations:read',
  'availability:read',
  'capacity:read',
  'dispatch-plans:read',
  'drives:read',
  'tasks:read',
  'forecasts:read',
];
const ORDERS_READING: readonly Permission[] = [
  'customers:read',
  'rate-plans:read',
  'reservations:quote',
  'reservations:read',
  'agreements:read',
  'archive:read',
];
const SERVICE_READING: readonly Permission[] = [
  'tickets:read',
  'complaints:read',
  'surveys:read',
  'knowledge:read',
  'campaigns:read',
];
const FINANCE_READING: readonly Permission[] = [
  'ledger:read',
  'holds:read',
  'payments:read',
  'invoices:read',
  'budgets:read',
  'treasury:read',
  'partner-settlements:read',
];
const ANALYTICS_READING: readonly Permission[] = ['reports:read', 'targets:read', 'events:read'];

/** Without wildcards: the scopes of a key are picked from what is named. Prices are told by quotes, rate plans are the house's. */
const PARTNER_BOOKING: readonly Permission[] = [
  'branches:read',
  'vehicle-classes:read',
  'availability:read',
  'reservations:quote',
  'reservations:read',
  'reservations:write',
  'agreements:read',
];

/** People and keys of partners; a partner's administrator manages those of its own. No key may do it. */
const PARTNER_MANAGING: readonly Permission[] = [
  'partner-users:read',
  'partner-users:write',
  'api-keys:read',
  'api-keys:write',
];

/** What one's bookings brought, month by month: for the books of the partner. */
const PARTNER_ACCOUNTING: readonly Permission[] = ['partner-settlements:read'];

/** Endpoints of one's own systems, and what they are sent. */
const WEBHOOKS: readonly Permission[] = ['webhooks:read', 'webhooks:write'];

/** Outcomes on demand and a clock that moves: of the test realm, and without effect in the live one, which has no such routes. */
const TEST_REALM: readonly Permission[] = ['test-helpers:write', 'test-clock:read', 'test-clock:write'];

/** What each role may do; the only place where that is said. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ['*:*'],
  'operations-manager': [
    ...FLEET_READING,
    ...DISPATCH_READING,
    ...ORDERS_READING,
    ...SERVICE_READING,
    ...ANALYTICS_READING,
    'branches:write',
    'vehicles:*',
    'absences:*',
    'vehicle-classes:write',
    'rate-plans:write',
    'customers:*',
    'reservations:*',
    'agreements:*',
    'allocations:*',
    'capacity:*',
    'dispatch-plans:write',
    'drives:write',
    'tasks:*',
    'targets:write',
    'operations:read',
    'operations:write',
    'audit:read',
    ...PARTNER_MANAGING,
    'partners:read',
    'partners:write',
    'webhooks:*',
    ...TEST_REALM,
  ],
  dispatcher: [
    ...FLEET_READING,
    ...DISPATCH_READING,
    'reservations:read',
    'agreements:read',
    'allocations:*',
    'capacity:*',
    'dispatch-plans:write',
    'drives:write',
    'tasks:*',
    'vehicles:move',
  ],
  'fleet-manager': [
    ...FLEET_READING,
    ...DISPATCH_READING,
    'branches:write',
    'vehicles:*',
    'absences:*',
    'vehicle-classes:*',
    'documents:*',
    'maintenance:*',
    'parts:*',
    'suppliers:*',
    'incidents:*',
    'violations:*',
    'reports:read',
  ],
  workshop: [
    ...FLEET_READING,
    'documents:read',
    'absences:*',
    'maintenance:*',
    'parts:*',
    'suppliers:read',
    'incidents:write',
    'tasks:read',
  ],
  'customer-service-agent': [
    ...FLEET_READING,
    ...ORDERS_READING,
    ...SERVICE_READING,
    'availability:read',
    'customers:write',
    'customers:verify',
    'customers:read-personal',
    'reservations:write',
    'tickets:write',
    'complaints:write',
    'surveys:write',
  ],
  'customer-service-supervisor': [
    ...FLEET_READING,
    ...ORDERS_READING,
    'availability:read',
    'customers:*',
    'reservations:*',
    'tickets:*',
    'complaints:*',
    'surveys:*',
    'knowledge:*',
    'campaigns:*',
    'reports:read',
  ],
  accountant: [
    ...FINANCE_READING,
    'agreements:read',
    'reservations:read',
    'customers:read',
    'ledger:post',
    'payments:write',
    'invoices:write',
  ],
  'finance-manager': [
    ...FINANCE_READING,
    ...ORDERS_READING,
    ...ANALYTICS_READING,
    'ledger:*',
    'holds:*',
    'payments:*',
    'invoices:*',
    'budgets:*',
    'treasury:*',
    'rate-plans:write',
  ],
  analyst: [
    ...FLEET_READING,
    ...DISPATCH_READING,
    ...ANALYTICS_READING,
    'reservations:read',
    'agreements:read',
    'reports:write',
    'targets:write',
    'analytics:write',
  ],
  'branch-staff': [
    ...FLEET_READING,
    ...DISPATCH_READING,
    ...ORDERS_READING,
    'customers:write',
    'customers:verify',
    'vehicles:check-in',
    'vehicles:move',
    'reservations:write',
    'agreements:write',
    'payments:read',
    'payments:write',
    'tasks:write',
    'incidents:write',
    'tickets:write',
    'complaints:write',
  ],
  'partner-admin': [
    ...PARTNER_BOOKING,
    ...PARTNER_ACCOUNTING,
    ...PARTNER_MANAGING,
    ...WEBHOOKS,
    ...TEST_REALM,
    'partners:read',
    'audit:read',
  ],
  'partner-agent': [...PARTNER_BOOKING],
  'partner-key': [...PARTNER_BOOKING, ...PARTNER_ACCOUNTING, ...WEBHOOKS, ...TEST_REALM],
};

/** All permissions of some roles as one set; unknown role names grant nothing. */
export function permissionsOf(roles: readonly string[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => (isRole(role) ? ROLE_PERMISSIONS[role] : [])));
}

/** Whether a set from {@link permissionsOf} contains `permission`, wildcards included. */
export function grants(granted: ReadonlySet<Permission>, permission: Permission): boolean {
  if (granted.has(permission) || granted.has('*:*')) return true;
  const [resource, action] = permission.split(':');
  return granted.has(`${resource}:*`) || granted.has(`*:${action}`);
}

/** Roles that may call a route with `permission`. @param roles those of partners count only where the route is open to them */
export function rolesWith(permission: Permission, roles: readonly Role[] = STAFF_ROLES): Role[] {
  return roles.filter((role) => grants(permissionsOf([role]), permission));
}

/** Roles of the company's own people. */
export const STAFF_ROLES: readonly Role[] = ROLES.filter((role) => !isPartnerRole(role));

/** Roles of people and keys that belong to a partner; their tokens name it. */
export function isPartnerRole(role: Role): boolean {
  return role.startsWith('partner-');
}

export function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}

/** The services of the back office, in the order they are listed; the gateway answers for all of them. */
export const SERVICE_NAMES = [
  'gateway',
  'webhooks',
  'orders',
  'dispatch',
  'fleet',
  'customer-service',
  'finance',
  'analytics',
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];

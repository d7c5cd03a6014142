import type { Operation } from './openapi-document';

/** Who a document is written for: partners' systems, the front ends of the house, those who run the system. */
export const AUDIENCES = ['partner', 'internal', 'operations'] as const;
export type Audience = (typeof AUDIENCES)[number];

export function isAudience(value: unknown): value is Audience {
  return AUDIENCES.some((audience) => audience === value);
}

/** Resources of permissions that only those who run the system have to do with. */
const OF_OPERATORS = ['operations', 'accounts', 'simulation', 'analytics'];

/**
 * The documents that an operation stands in: those it names itself, else what follows from who may call it. What is open to
 * everybody, signing in first of all, stands in each; what is marked for partners is there for the house as well.
 */
export function audiencesOf(operation: Operation): readonly Audience[] {
  const named = operation['x-houtai-audiences']?.filter(isAudience) ?? [];
  if (named.length > 0) return named;
  const [resource = ''] = operation['x-houtai-permission']?.split(':') ?? [];
  if (OF_OPERATORS.includes(resource)) return ['operations'];
  if (operation['x-houtai-partner'] !== undefined) return ['partner', 'internal'];
  return operation['x-houtai-public'] === true ? AUDIENCES : ['internal'];
}

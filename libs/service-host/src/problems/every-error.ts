import type { DeclaredErrors } from '@houtai/domain-kit';
import { sharedErrors } from './shared.errors';

/** Injection token of every refusal the service can answer with: its own and the shared ones. */
export const EVERY_ERROR = Symbol('houtai:every-error');

/** The shared refusals beside a service's `own`. Throws when a code is declared twice: clients know one meaning. */
export function everyError(own: DeclaredErrors): DeclaredErrors {
  const twice = Object.keys(own).filter((code) => code in sharedErrors.declared);
  if (twice.length > 0) throw new Error(`These codes belong to the shared errors: ${twice.join(', ')}`);
  return { ...sharedErrors.declared, ...own };
}

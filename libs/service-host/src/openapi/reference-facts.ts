import { sharedErrors, type SharedCode } from '../problems/shared.errors';
import { listFacts } from '../lists/list-facts';
import type { ServiceOptions } from '../service-options';
import { SHARED_PROBLEMS } from './shared-problems';

/**
 * What the reference documents say of a service beside its routes, as extensions at the root of its OpenAPI document:
 * each by service, so that documents can be merged.
 */
export function referenceFacts({
  name,
  errors,
  lists,
  stateMachines,
}: ServiceOptions): Record<string, object> {
  const shared = Object.entries(sharedErrors.declared).map(([code, declared]) => {
    const { answeredBy } = SHARED_PROBLEMS[code as SharedCode];
    return [code, { ...declared, answeredBy }];
  });
  return {
    'x-houtai-errors': { shared: Object.fromEntries(shared), [name]: errors },
    ...(lists && { 'x-houtai-lists': { [name]: lists.map(listFacts) } }),
    ...(stateMachines && { 'x-houtai-state-machines': { [name]: stateMachines } }),
  };
}

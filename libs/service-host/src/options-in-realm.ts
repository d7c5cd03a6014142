import type { Realm } from './config/realm';
import type { ServiceOptions } from './service-options';

/** What a service is in a realm: what only the test realm has is gone in the live one, and its refusals with it. */
export function optionsIn(realm: Realm, options: ServiceOptions): ServiceOptions {
  const { testRealm, ...always } = options;
  if (realm === 'live' || !testRealm) return always;
  return { ...always, testRealm, errors: { ...options.errors, ...testRealm.errors } };
}

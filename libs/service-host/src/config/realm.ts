import { ValidateBy, type ValidationArguments } from 'class-validator';

/** `live` books real cars; `test` is an installation of its own for partners to try things out. */
export const REALMS = ['live', 'test'] as const;
export type Realm = (typeof REALMS)[number];

interface RealmSettings {
  mode: string;
  givenRealm?: Realm;
}

/** The realm of an installation: a simulation is never the real thing. */
export function realmOf({ mode, givenRealm }: RealmSettings): Realm {
  return givenRealm ?? (mode === 'live' ? 'live' : 'test');
}

/** `live` or `test`, and `test` where time is simulated. */
export function IsRealm(): PropertyDecorator {
  const fault = (value: unknown, args?: ValidationArguments): string | undefined => {
    if (!REALMS.some((realm) => realm === value)) return `must be ${REALMS.join(' or ')}`;
    const { mode } = (args?.object ?? {}) as Partial<RealmSettings>;
    return value === 'live' && mode === 'simulated' ? 'must be test where time is simulated' : undefined;
  };
  return ValidateBy({
    name: 'isRealm',
    validator: {
      validate: (value, args) => fault(value, args) === undefined,
      defaultMessage: (args) => `$property ${fault(args?.value, args) ?? ''}`,
    },
  });
}

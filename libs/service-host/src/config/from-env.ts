import 'reflect-metadata';

/** How a configuration class names its environment variables: property name -> names of the variable. */
const VARIABLES = Symbol('houtai:environment-variables');

/**
 * Fills the property from an environment variable. The property's declared type decides the conversion:
 * `number` and `boolean` (`true|false|1|0`) are parsed, everything else stays text. An unset or empty variable keeps the
 * property's initial value. Give the property a type annotation, the conversion needs it.
 * @param former names under which releases before knew it, read when it is not set
 */
export function FromEnv(variable: string, ...former: string[]): PropertyDecorator {
  return (target, property) => {
    const inherited = variablesOf(target);
    Reflect.defineMetadata(VARIABLES, { ...inherited, [String(property)]: [variable, ...former] }, target);
  };
}

export function variablesOf(prototype: object): Readonly<Record<string, readonly [string, ...string[]]>> {
  return (Reflect.getMetadata(VARIABLES, prototype) as ReturnType<typeof variablesOf> | undefined) ?? {};
}

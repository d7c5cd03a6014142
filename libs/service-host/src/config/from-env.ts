import 'reflect-metadata';

/** How a configuration class names its environment variables: property name -> variable name. */
const VARIABLES = Symbol('houtai:environment-variables');

/**
 * Fills the property from an environment variable. The property's declared type decides the conversion:
 * `number` and `boolean` (`true|false|1|0`) are parsed, everything else stays text. An unset or empty variable keeps the
 * property's initial value. Give the property a type annotation, the conversion needs it.
 */
export function FromEnv(variable: string): PropertyDecorator {
  return (target, property) => {
    const inherited = variablesOf(target);
    Reflect.defineMetadata(VARIABLES, { ...inherited, [String(property)]: variable }, target);
  };
}

export function variablesOf(prototype: object): Readonly<Record<string, string>> {
  return (Reflect.getMetadata(VARIABLES, prototype) as Record<string, string> | undefined) ?? {};
}

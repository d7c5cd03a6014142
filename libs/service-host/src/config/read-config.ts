import type { Type } from '@nestjs/common';
import { PlainError } from '@houtai/messaging/base';
import { validateSync } from 'class-validator';
import { variablesOf } from './from-env';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names every fault of the environment at once. */
export class ConfigError extends PlainError {
  constructor(
    service: string,
    readonly faults: readonly string[],
  ) {
    super(`Configuration of ${service} is faulty:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Reads and validates a configuration class. Throws {@link ConfigError}. */
export function readConfig<Config extends object>(
  service: string,
  type: Type<Config>,
  environment: Environment,
): Config {
  const config = new type();
  const variables = variablesOf(type.prototype as object);
  for (const [property, names] of Object.entries(variables)) {
    const text = names.map((name) => environment[name]?.trim()).find(Boolean);
    if (text === undefined) continue;
    const kind: unknown = Reflect.getMetadata('design:type', type.prototype as object, property);
    Reflect.set(config, property, convert(text, kind));
  }
  const faults = validateSync(config, { forbidUnknownValues: false }).flatMap((error) => {
    const [variable] = variables[error.property] ?? [error.property];
    return Object.values(error.constraints ?? {}).map((message) =>
      nameVariable(message, error.property, variable),
    );
  });
  if (faults.length > 0) throw new ConfigError(service, faults);
  return Object.freeze(config);
}

function convert(text: string, kind: unknown): unknown {
  if (kind === Number) return Number(text);
  if (kind === Boolean)
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
  return text;
}

/** class-validator speaks of the property; an operator knows the variable. */
function nameVariable(message: string, property: string, variable: string): string {
  return message.startsWith(property) ? variable + message.slice(property.length) : `${variable}: ${message}`;
}

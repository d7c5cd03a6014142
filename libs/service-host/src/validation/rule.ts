import { ValidateBy } from 'class-validator';

/** @param must continues the name of the property: `must be a day`; `zh` says the same of a field of a request */
export function Rule(
  name: string,
  validate: (value: unknown) => boolean,
  must: string,
  zh?: string,
): PropertyDecorator {
  const validator = { validate, defaultMessage: () => `$property ${must}` };
  return ValidateBy({ name, validator }, zh === undefined ? {} : { context: { zh } });
}

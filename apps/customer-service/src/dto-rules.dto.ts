import { ValidateIf } from 'class-validator';

/** The field may be left out. Unlike `@IsOptional` it refuses null, which no handler expects. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, isISO8601 } from 'class-validator';

/** A calendar day that exists, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isDay',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          /^\d{4}-\d{2}-\d{2}$/.test(value) &&
          isISO8601(value, { strict: true }),
        defaultMessage: () => '$property must be a day such as 2027-03-01',
      },
    },
    { context: { zh: '必须是日期，例如 2027-03-01' } },
  );
}

/** Whole fen, exactly held by a double, and not beyond 10^13 (100 billion yuan) either way. */
export function IsFen({ positive = false } = {}): PropertyDecorator {
  const most = 1e13;
  return ValidateBy(
    {
      name: 'isFen',
      validator: {
        validate: (value) =>
          Number.isSafeInteger(value) &&
          Math.abs(value as number) <= most &&
          (!positive || (value as number) > 0),
        defaultMessage: () =>
          `$property must be a whole number of fen${positive ? ' above 0' : ''}, at most 10^13`,
      },
    },
    { context: { zh: `必须是以分为单位的整数${positive ? '，且大于 0' : ''}，不超过 10^13` } },
  );
}

/** The field may be left out, but not be null. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** An amount of money in answers: whole fen. */
export function ApiFen(description: string, options: ApiPropertyOptions = {}): PropertyDecorator {
  return ApiProperty({
    type: 'integer',
    format: 'int64',
    description: `${description}, in fen`,
    ...options,
  } as ApiPropertyOptions);
}

export function ApiId(description: string, required = true): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: 'string', format: 'uuid', description, required }));
}

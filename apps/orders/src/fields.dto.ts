import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { toInstant } from '@houtai/domain-kit';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf, isISO8601, isRFC3339 } from 'class-validator';

/** A time with its offset, e.g. `2027-03-01T10:00:00+08:00`; the handler gets it in UTC with milliseconds. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isInstant(value) ? toInstant(value) : value)),
    ValidateBy(
      {
        name: 'isInstant',
        validator: {
          validate: isInstant,
          defaultMessage: () => '$property must be an ISO 8601 time with its offset',
        },
      },
      { context: { zh: '必须是带时区偏移的 ISO 8601 时间' } },
    ),
  );
}

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

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && isRFC3339(value) && isISO8601(value, { strict: true });
}

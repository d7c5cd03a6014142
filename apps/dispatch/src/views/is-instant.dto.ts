import { applyDecorators } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Transform } from 'class-transformer';
import { ValidateBy, isISO8601, isRFC3339 } from 'class-validator';

/** A time with its offset, e.g. `2026-03-01T10:00:00+08:00`; the handler gets it in UTC with milliseconds. */
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

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && isRFC3339(value) && isISO8601(value, { strict: true });
}

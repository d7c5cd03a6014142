import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { startOfDay, toInstant } from '@houtai/domain-kit';
import { Transform } from 'class-transformer';
import { isISO8601, isRFC3339 } from 'class-validator';
import type { About } from './field-rules';
import { Rule } from './rule';

/** A time with its offset, e.g. `2027-03-01T10:00:00+08:00`; the handler gets it in UTC with milliseconds. */
export function IsInstant(about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'string', format: 'date-time' }),
    Transform(({ value }: { value: unknown }) => (isInstant(value) ? toInstant(value) : value)),
    Rule(
      'isInstant',
      isInstant,
      'must be an ISO 8601 time with its offset',
      '必须是带时区偏移的 ISO 8601 时间',
    ),
  );
}

/** A calendar day that exists, `YYYY-MM-DD`. */
export function IsDay(about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'string', format: 'date' }),
    Rule('isDay', isDay, 'must be a day such as 2027-03-01', '必须是日期，例如 2027-03-01'),
  );
}

/** Where a range begins or ends: a time, or a day, which is its first moment at the head office. The handler gets the time. */
export function IsDayOrInstant(about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'string', example: '2027-03-01' }),
    Transform(({ value }: { value: unknown }) => {
      if (isDay(value)) return startOfDay(value);
      return isInstant(value) ? toInstant(value) : value;
    }),
    Rule(
      'isDayOrInstant',
      isInstant,
      'must be a day or an ISO 8601 time with its offset',
      '必须是日期或带时区偏移的 ISO 8601 时间',
    ),
  );
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && isRFC3339(value) && isISO8601(value, { strict: true });
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isISO8601(value, { strict: true });
}

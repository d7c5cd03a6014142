import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Rule } from '@houtai/service-host';

const REFERENCE = /^[\x21-\x7e]{1,64}$/;

/** Number of a booking at the partner. It goes into events, so it is no place for names. */
export function IsReference(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ description, example: 'T-2027-0117', pattern: REFERENCE.source, maxLength: 64 }),
    Rule(
      'isReference',
      (value) => typeof value === 'string' && REFERENCE.test(value),
      'must be 1 to 64 visible ASCII characters without blanks',
      '必须是 1 至 64 个可见 ASCII 字符，不含空格',
    ),
  );
}

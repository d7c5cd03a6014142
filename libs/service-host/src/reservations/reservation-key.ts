import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type SchemaObject } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { RESERVATION_NUMBER_PATTERN, readReservationNumber } from '@houtai/domain-kit';
import { ValidationFailedError, faultOf } from '../problems/host-errors';
import { PathParam } from '../validation/id-param';
import { Rule } from '../validation/rule';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EXAMPLE = 'R7KM-9QXD-F';
const WRITTEN = 'blanks, hyphens and case do not matter, O is 0, I and L are 1';

const CHECK = {
  rule: 'reservationNumberCheck',
  en: 'has a wrong check symbol: one symbol is wrong, or two are swapped',
  zh: '校验位不符：有一位写错，或相邻两位写反',
};
const NUMBER = {
  rule: 'isReservationNumber',
  en: 'must be the number of a reservation',
  zh: '必须是预订号',
};
const KEY = {
  rule: 'isReservationKey',
  en: 'must be a UUID or the number of a reservation',
  zh: '必须是 UUID 或预订号',
};

/** The number in answers. */
export function ApiReservationNumber({
  required = true,
  description = 'For people: unique, and no permission',
} = {}): PropertyDecorator {
  return ApiProperty({
    required,
    type: 'string',
    pattern: RESERVATION_NUMBER_PATTERN,
    example: EXAMPLE,
    description,
  });
}

/** A field that is a reservation's number. The handler gets it as it is shown. */
export function IsReservationNumber(description: string): PropertyDecorator {
  const schema = { type: 'string', example: EXAMPLE, description: `${description}; ${WRITTEN}` } as const;
  return applyDecorators(
    ApiProperty(schema),
    Transform(({ value }: { value: unknown }) => canonical(value)),
    Rule(CHECK.rule, (value) => !isSlip(value), CHECK.en, CHECK.zh),
    Rule(NUMBER.rule, (value) => isNumber(value) || isSlip(value), NUMBER.en, NUMBER.zh),
  );
}

/** A field that names a reservation, by id or number. */
export function IsReservationKey(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...KEY_SCHEMA, description }),
    Transform(({ value }: { value: unknown }) => canonical(value)),
    Rule(CHECK.rule, (value) => !isSlip(value), CHECK.en, CHECK.zh),
    Rule(KEY.rule, (value) => isId(value) || isNumber(value) || isSlip(value), KEY.en, KEY.zh),
  );
}

/** Parameter decorator: the part of the path that names a reservation, by id or number. */
export function ReservationParam(name = 'id'): ParameterDecorator {
  return PathParam(name, KEY_SCHEMA, (text) => {
    const key = canonical(text);
    if (isId(key) || isNumber(key)) return key;
    const { rule, en, zh } = isSlip(key) ? CHECK : KEY;
    throw new ValidationFailedError([faultOf(name, rule, en, zh)]);
  });
}

const KEY_SCHEMA = {
  anyOf: [
    { type: 'string', format: 'uuid' },
    { type: 'string', example: EXAMPLE, description: `The number; ${WRITTEN}` },
  ],
} satisfies SchemaObject;

/** Ids in lower case, numbers as they are shown; what is neither as it came. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (UUID.test(value)) return value.toLowerCase();
  const read = readReservationNumber(value);
  return read.is === 'number' ? read.number : value;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && UUID.test(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'string' && readReservationNumber(value).is === 'number';
}

function isSlip(value: unknown): boolean {
  return typeof value === 'string' && readReservationNumber(value).is === 'slip';
}

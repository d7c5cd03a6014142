import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { About } from './field-rules';
import { Rule } from './rule';

/** 100 billion yuan; a double holds it exactly. */
const MOST_FEN = 1e13;

/** Whole fen, not beyond 10^13 (100 billion yuan) either way. */
export function IsFen(
  description: string,
  { positive = false, ...about }: About & { readonly positive?: boolean } = {},
): PropertyDecorator {
  const isFen = (value: unknown) =>
    typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    Math.abs(value) <= MOST_FEN &&
    (!positive || value > 0);
  const en = `must be a whole number of fen${positive ? ' above 0' : ''}, at most 10^13`;
  const zh = `必须是以分为单位的整数${positive ? '，且大于 0' : ''}，不超过 10^13`;
  return applyDecorators(
    ApiFen(description, { ...about, ...(positive && { minimum: 1 }) }),
    Rule('isFen', isFen, en, zh),
  );
}

/** An amount of money in answers: whole fen. */
export function ApiFen(description: string, about: About = {}): PropertyDecorator {
  return ApiProperty({ ...about, type: 'integer', format: 'int64', description: `${description}, in fen` });
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ValidationFailedError } from '../problems/host-errors';
import { controlCharacterFields, mustNotHoldControlCharacters } from '../validation/control-characters';

/** Query of a list; a list with filters extends it. */
export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 200,
    default: 50,
    description: 'Items per page',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ description: 'Opaque cursor: `next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  after?: string;
}

/** One page. The `Link` header with `rel="next"` is added by service-host. */
export class Page<Item> {
  @ApiProperty({ type: 'array', items: {} })
  items: Item[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: '`after` of the following page; null on the last',
  })
  next: string | null;
}

/** @param nextCursor text from {@link encodeCursor}; absent on the last page */
export function page<Item>(items: Item[], nextCursor?: string | null): Page<Item> {
  return Object.assign(new Page<Item>(), { items, next: nextCursor ?? null });
}

/** Packs the sort key of a page's last row into an opaque cursor. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Unpacks a cursor of `length` parts. Throws {@link ValidationFailedError} for text that is no such cursor. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: refused below like any other wrong cursor.
  }
  if (controlCharacterFields(parts).length > 0) {
    throw new ValidationFailedError([mustNotHoldControlCharacters('after')]);
  }
  if (Array.isArray(parts) && parts.length === length && parts.every(isKey)) return parts;
  throw noCursor();
}

/** Unpacks a cursor that is one position, a whole number as decimal text; `undefined` on the first page. */
export function decodePosition(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const position = String(decodeCursor(cursor, 1)[0]);
  if (!/^\d{1,18}$/.test(position)) throw noCursor();
  return position;
}

function noCursor(): ValidationFailedError {
  return new ValidationFailedError([
    {
      field: 'after',
      rule: 'isCursor',
      message: {
        en: 'after must be a cursor from the field next of a page',
        zh: 'after 必须是上一页返回的 next 游标',
      },
    },
  ]);
}

function isKey(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** What the OpenAPI document says of a field beyond its rule. */
export interface About {
  readonly description?: string;
  readonly example?: unknown;
  readonly examples?: unknown[];
  /** `false` for a field with an initial value; one without has {@link MayBeAbsent}. */
  readonly required?: boolean;
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maxLength?: number;
}

/** The field may be left out. Unlike `@IsOptional` it refuses null, which no handler expects. */
export function MayBeAbsent(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false }),
    ValidateIf((_, value) => value !== undefined),
  );
}

/** A UUID. The handler gets it in lower case, as the database answers: ids are compared as text. */
export function IsId(about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'string', format: 'uuid' }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
  );
}

/** An id in answers. */
export function ApiId(description: string): PropertyDecorator {
  return ApiProperty({ type: 'string', format: 'uuid', description });
}

/** Text of 1 to `most` characters. */
export function IsText(most: number, about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'string', minLength: 1, maxLength: most }),
    IsString(),
    Length(1, most),
  );
}

/** Text of at most `most` characters, which may be empty: what a list is searched for, or a secret. */
export function IsTextUpTo(most: number, about: About = {}): PropertyDecorator {
  return applyDecorators(ApiProperty({ ...about }), IsString(), MaxLength(most));
}

/** A whole number, both bounds included. */
export function IsWhole(least: number, most: number, about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'integer', minimum: least, maximum: most }),
    IsInt(),
    Min(least),
    Max(most),
  );
}

export function IsOneOf(values: readonly string[], about: About = {}): PropertyDecorator {
  return applyDecorators(ApiProperty({ ...about, enum: [...values] }), IsIn(values));
}

/** Yes or no in a query, where everything is text: `true` or `false`. */
export function IsFlag(about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: 'boolean' }),
    Transform(({ value }: { value: unknown }) =>
      value === 'true' ? true : value === 'false' ? false : value,
    ),
    IsBoolean(),
  );
}

/** An object with rules of its own. */
export function IsNested(type: Class, about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type }),
    IsObject(),
    ValidateNested(),
    Type(() => type),
  );
}

/** `least` to `most` objects with rules of their own. */
export function IsListOf(type: Class, least: number, most: number, about: About = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...about, type: [type], minItems: least, maxItems: most }),
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(most),
    ValidateNested({ each: true }),
    Type(() => type),
  );
}

/** The class of a vehicle by its code, `compact`. */
export function IsClassCode(about: About = {}): PropertyDecorator {
  return IsText(32, about);
}

/** Reading of a vehicle's odometer in km. */
export function IsOdometer(about: About = {}): PropertyDecorator {
  return IsWhole(0, 2_000_000, about);
}

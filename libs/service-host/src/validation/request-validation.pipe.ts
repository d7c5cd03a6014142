import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ValidationFailedError, faultOf, type LocalFault } from '../problems/host-errors';
import { controlCharacterFields, mustNotHoldControlCharacters, fitForOtherRules } from './control-characters';
import { faultsOf } from './faults';
import { nullFields, withoutNulls } from './nulls';

/** Validates every DTO of a request and names all of its faults, unknown fields included. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => new ValidationFailedError(faultsOf(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const expectsObject = metadata.type === 'body' && this.toValidate(metadata);
    if (
      expectsObject &&
      value !== undefined &&
      value !== null &&
      (typeof value !== 'object' || Array.isArray(value))
    ) {
      const isNone = faultOf('body', 'isObject', 'must be a JSON object', '必须是 JSON 对象');
      throw new ValidationFailedError([isNone]);
    }
    const nulls = expectsObject && value !== null ? nullFields(value) : [];
    const own = [...nulls.map(mustNotBeNull), ...controlCharacterFaults(value, metadata)];
    if (own.length > 0) throw new ValidationFailedError(await this.besideOthers(own, value, metadata));
    return super.transform(value, metadata) as Promise<unknown>;
  }

  /** The pipe's own faults beside whatever else is wrong, each field once. */
  private async besideOthers(
    own: readonly LocalFault[],
    value: unknown,
    metadata: ArgumentMetadata,
  ): Promise<LocalFault[]> {
    const rest = fitForOtherRules(metadata.type === 'body' ? withoutNulls(value) : value);
    const others = await super.transform(rest, metadata).then(
      (): readonly LocalFault[] => [],
      (error: unknown) => {
        if (error instanceof ValidationFailedError) return error.faults;
        throw error;
      },
    );
    const named = new Set(others.map(({ field }) => field));
    return [...others, ...own.filter(({ field }) => !named.has(field))];
  }
}

function controlCharacterFaults(value: unknown, { type, data }: ArgumentMetadata): LocalFault[] {
  if (type === 'custom') return [];
  const fields = controlCharacterFields(value, data ?? '');
  return fields.map((field) => mustNotHoldControlCharacters(field === '' ? type : field));
}

function mustNotBeNull(field: string): LocalFault {
  const [en, zh] = ['must not be null; leave it out instead', '不能为 null，如不需要请省略该字段'];
  return faultOf(field, 'isNotNull', en, zh);
}

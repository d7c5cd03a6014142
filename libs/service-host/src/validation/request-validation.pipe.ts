import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ValidationFailedError } from '../problems/host-errors';
import { faultsOf } from './faults';
import { withoutNulls } from './without-nulls';

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
      throw new ValidationFailedError([
        {
          field: 'body',
          rule: 'isObject',
          message: { en: 'body must be a JSON object', zh: 'body 必须是 JSON 对象' },
        },
      ]);
    }
    return super.transform(expectsObject ? withoutNulls(value) : value, metadata) as Promise<unknown>;
  }
}

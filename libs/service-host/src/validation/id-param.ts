import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { ValidationFailedError, faultOf } from '../problems/host-errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Parameter decorator: a path parameter that is a UUID, in lower case. */
export function IdParam(name = 'id'): ParameterDecorator {
  return (target, method, index) => {
    Param(name, new UuidPipe(name))(target, method, index);
    const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
    if (descriptor)
      ApiParam({ name, schema: { type: 'string', format: 'uuid' } })(target, method, descriptor);
  };
}

class UuidPipe implements PipeTransform<string, string> {
  constructor(private readonly field: string) {}

  transform(value: string): string {
    if (UUID.test(value)) return value.toLowerCase();
    throw new ValidationFailedError([faultOf(this.field, 'isUuid', 'must be a UUID', '必须是 UUID')]);
  }
}

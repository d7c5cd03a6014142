import { Param } from '@nestjs/common';
import { ApiParam, type SchemaObject } from '@nestjs/swagger';
import { ValidationFailedError, faultOf } from '../problems/host-errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Parameter decorator: a part of the path.
 * @param read makes the value that the handler gets, or throws {@link ValidationFailedError}
 */
export function PathParam(
  name: string,
  schema: SchemaObject,
  read: (text: string) => unknown,
): ParameterDecorator {
  return (target, method, index) => {
    Param(name, { transform: read })(target, method, index);
    const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
    if (descriptor) ApiParam({ name, schema })(target, method, descriptor);
  };
}

/** Parameter decorator: a path parameter that is a UUID, in lower case. */
export function IdParam(name = 'id'): ParameterDecorator {
  return PathParam(name, { type: 'string', format: 'uuid' }, (text) => {
    if (UUID.test(text)) return text.toLowerCase();
    throw new ValidationFailedError([faultOf(name, 'isUuid', 'must be a UUID', '必须是 UUID')]);
  });
}

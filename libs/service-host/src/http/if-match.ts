import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { HostError, ValidationFailedError } from '../problems/host-errors';

export interface IfMatchOptions {
  /** Without the header the request is refused with 428. */
  required?: boolean;
}

const readIfMatch = createParamDecorator((options: IfMatchOptions, context: ExecutionContext) =>
  parseIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'], options),
);

/** Parameter decorator: the version in `If-Match: "7"` as number; `undefined` without the header or for `*`. */
export function IfMatch(options: IfMatchOptions = {}): ParameterDecorator {
  return (target, method, index) => {
    readIfMatch(options)(target, method, index);
    const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
    if (!descriptor) return;
    ApiHeader({
      name: 'If-Match',
      description: 'The ETag of the version that the change is meant for',
      required: options.required ?? false,
      schema: { type: 'string', examples: ['"7"'] },
    })(target, method, descriptor);
  };
}

export function parseIfMatch(header: string | undefined, options: IfMatchOptions = {}): number | undefined {
  if (header === undefined) {
    if (options.required) throw new HostError('precondition-required');
    return undefined;
  }
  if (header.trim() === '*') return undefined;
  const version = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  throw new ValidationFailedError([
    {
      field: 'If-Match',
      rule: 'isEntityTag',
      message: { en: 'If-Match must be one ETag such as "7"', zh: 'If-Match 必须是单个 ETag，例如 "7"' },
    },
  ]);
}

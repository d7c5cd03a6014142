import {
  createParamDecorator,
  type ExecutionContext,
  type PipeTransform,
  type Type as Class,
} from '@nestjs/common';
import { ApiBody, ApiExtraModels } from '@nestjs/swagger';
import type { AuthenticatedRequest } from '../auth/actor';
import { RequestValidationPipe } from '../validation/request-validation.pipe';
import { eitherOf } from './either-of';

/** Metadata of a method: the classes that its body may be of. */
const BODIES = 'houtai:bodies';

interface SentBody {
  body: unknown;
  byPartner: boolean;
}

const readSent = createParamDecorator((_: unknown, context: ExecutionContext): SentBody => {
  const { body, houtaiActor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  return { body, byPartner: houtaiActor?.partnerId !== undefined };
});

/**
 * Parameter decorator: the body of a request, which is one thing for the house and another for a partner. The handler
 * tells them apart by their class.
 */
export function BodyFor(house: Class, partner: Class): ParameterDecorator {
  const requests = new RequestValidationPipe();
  const pipe: PipeTransform<SentBody, Promise<unknown>> = {
    transform: ({ body, byPartner }) =>
      requests.transform(body, { type: 'body', metatype: byPartner ? partner : house }),
  };
  return (target, method, index) => {
    readSent(pipe)(target, method, index);
    if (method !== undefined) Reflect.defineMetadata(BODIES, [house, partner], target, method);
    const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
    if (!descriptor) return;
    ApiExtraModels(house, partner)(target, method, descriptor);
    ApiBody({ schema: eitherOf(house, partner), required: true })(target, method, descriptor);
  };
}

/** What the body of a handler may be by {@link BodyFor}; empty for any other. */
export function bodiesOf(prototype: object, method: string): readonly Class[] {
  return (Reflect.getMetadata(BODIES, prototype, method) ?? []) as readonly Class[];
}

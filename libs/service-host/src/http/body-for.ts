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
    const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
    if (!descriptor) return;
    ApiExtraModels(house, partner)(target, method, descriptor);
    ApiBody({ schema: eitherOf(house, partner), required: true })(target, method, descriptor);
  };
}

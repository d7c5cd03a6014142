import { Delete, Get, HttpCode, HttpStatus, Post, Put, SetMetadata, applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiExtraModels,
  ApiOperation,
  ApiResponse,
  type ApiOperationOptions,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import { eitherOf } from './either-of';
import { describeIfMatch } from './if-match';
import { RETIREMENT_HEADERS, checkRetirement, retirementText, type Retirement } from './retirement';
import { ROUTE, type RouteDeclaration } from './route-declaration';

/** GET: answers 200. */
export function ReadRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Get(path), HttpStatus.OK, route);
}

/** POST that makes something: answers 201. */
export function CreateRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Post(path), HttpStatus.CREATED, route);
}

/** POST that does something with what there is: answers 200, or 204 when there is nothing to tell. */
export function CommandRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Post(path), route.answers ? HttpStatus.OK : HttpStatus.NO_CONTENT, route);
}

/** PUT: answers 200. */
export function ReplaceRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Put(path), HttpStatus.OK, route);
}

/** DELETE: answers 204, also when there was nothing to remove. */
export function RemoveRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Delete(path), HttpStatus.NO_CONTENT, route);
}

function declared(verb: MethodDecorator, status: HttpStatus, route: RouteDeclaration): MethodDecorator {
  const {
    access,
    partner,
    audiences,
    retired,
    answers,
    partnerAnswers,
    idempotency,
    problems = [],
    summary,
    description,
    operationId,
  } = route;
  const nothing = status === HttpStatus.NO_CONTENT;
  if (retired) checkRetirement(retired, partner !== undefined);
  return applyDecorators(
    verb,
    HttpCode(status),
    SetMetadata(ROUTE, route),
    ApiOperation({ summary, operationId, ...toldOf(description, retired) }),
    describeIfMatch(route.ifMatch),
    ...(answers || nothing
      ? [ApiResponse({ ...answerOf(route), ...(retired && { headers: RETIREMENT_HEADERS }), status })]
      : []),
    ...(access === 'public'
      ? [ApiExtension('x-houtai-public', true)]
      : [ApiExtension('x-houtai-permission', access), ApiBearerAuth()]),
    ...(partner ? [ApiExtension('x-houtai-partner', partner)] : []),
    ...(route.personalData ? [ApiExtension('x-houtai-personal-data', true)] : []),
    ...(audiences ? [ApiExtension('x-houtai-audiences', audiences)] : []),
    ...(retired ? [ApiExtension('x-houtai-retired', retired)] : []),
    ...(answers && partnerAnswers
      ? [ApiExtraModels(typeof answers === 'function' ? answers : answers.type, partnerAnswers)]
      : []),
    ...(idempotency === 'none' ? [ApiExtension('x-houtai-idempotency-key', 'ignored')] : []),
    ...(problems.length > 0 ? [ApiExtension('x-houtai-problems', problems)] : []),
  );
}

function toldOf(description: string | undefined, retired: Retirement | undefined): ApiOperationOptions {
  if (!retired) return { description };
  return { deprecated: true, description: [description, retirementText(retired)].filter(Boolean).join(' ') };
}

function answerOf({ answers, partnerAnswers }: RouteDeclaration): ApiResponseOptions {
  const answer = typeof answers === 'function' ? { type: answers } : { ...answers };
  if (!answer.type || !partnerAnswers) return answer;
  const { type, ...rest } = answer;
  return { ...rest, description: '', schema: eitherOf(type, partnerAnswers) };
}

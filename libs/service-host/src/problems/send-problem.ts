import type { FastifyReply } from 'fastify';
import type { DeclaredErrors } from '@houtai/domain-kit';
import type { HostRequest } from '../http/host-request';
import { traceIdOf } from '../telemetry/traceparent';
import { languageOf } from './language';
import { PROBLEM_CONTENT_TYPE } from './problem';
import { toProblem, type MappedProblem } from './to-problem';

/**
 * Answers the request with the problem that `error` stands for, unless an answer is already under way.
 *
 * @param types what the code follows in `type`
 */
export function sendProblem(
  error: unknown,
  errors: DeclaredErrors,
  request: HostRequest,
  reply: FastifyReply,
  types: string,
): MappedProblem {
  const language = languageOf(request.headers['accept-language']);
  const mapped = toProblem(error, errors, {
    language,
    instance: request.url.split('?', 1)[0] ?? request.url,
    traceId: traceIdOf(request.houtaiCall?.traceparent),
    types,
  });
  if (reply.sent || reply.raw.headersSent) return mapped;
  // What else it depends on, such as the origin, was said before.
  if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Language');
  // Sent as text: Fastify must neither look for a serialiser nor change the content type.
  reply
    .headers(mapped.headers)
    .code(mapped.problem.status)
    .header('content-type', PROBLEM_CONTENT_TYPE)
    .header('content-language', language)
    .send(JSON.stringify(mapped.problem));
  return mapped;
}

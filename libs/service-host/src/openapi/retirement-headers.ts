import type { OperationObject } from '@nestjs/swagger';
import { RETIREMENT_HEADERS } from '../http/retirement';
import type { CommonParts } from './problem-responses';
import { successHeaders } from './response-header-objects';

/** Has every answer of an operation that ends say so, refusals among them: what it shares with others is written out for it. */
export function addRetirementHeaders(responses: OperationObject['responses'], parts: CommonParts): void {
  for (const [status, given] of Object.entries(responses)) {
    if (!given) continue;
    const response =
      '$ref' in given ? parts.responses[given.$ref.replace('#/components/responses/', '')] : given;
    const headers = { ...successHeaders(['Link']), ...response?.headers, ...RETIREMENT_HEADERS };
    responses[status] = { description: '', ...response, headers };
  }
}

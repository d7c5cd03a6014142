import type { ExampleObject } from '@nestjs/swagger';
import { sampleFacts, sentenceOf, type DeclaredError } from '@houtai/domain-kit';
import { problemTypesAt } from '../problems/problem';

/** A problem as a reader may meet it, in English. */
export function problemExample(code: string, declared: DeclaredError): ExampleObject {
  const details = sampleFacts(declared);
  const value = {
    type: problemTypesAt() + code,
    title: declared.en,
    status: declared.status,
    detail: sentenceOf(declared, details).en,
    code,
    instance: '/api/v1/reservations',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    ...(code === 'validation-failed' && { errors: [FAULT] }),
    ...(Object.keys(details).length > 0 && { details }),
  };
  return { summary: declared.en, value };
}

const FAULT = { field: 'pickUp.at', rule: 'isInstant', message: 'pickUp.at must be an instant with offset' };

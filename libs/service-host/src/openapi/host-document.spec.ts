import type { OpenAPIObject } from '@nestjs/swagger';
import { everyError } from '../problems/every-error';
import { completeDocument } from './host-document';

describe('the document of a service', () => {
  it('is not made when a route names a problem that nobody declared', () => {
    const post = { responses: {}, 'x-houtai-problems': ['crate-gone'] };
    const document: OpenAPIObject = {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/api/v1/crates': { post } },
    };
    expect(() => completeDocument(document, everyError({}))).toThrow(
      'POST /api/v1/crates names the problem crate-gone, which is not declared',
    );
  });
});

import type { OpenAPIObject } from '@nestjs/swagger';
import { everyError } from '../problems/every-error';
import { completeDocument } from './host-document';

const errors = everyError({
  'crate-cursed': { status: 409, en: 'Cursed crate', zh: '箱子被诅咒' },
  'crate-sealed': { status: 409, en: 'Sealed crate', zh: '箱子已封' },
  'label-empty': { status: 422, en: 'The label says nothing', zh: '标签为空' },
});

function documentOf(method: 'get' | 'post', operation: object): OpenAPIObject {
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { '/api/v1/crates/{id}': { [method]: { responses: {}, ...operation } } },
  };
}
const completed = (method: 'get' | 'post', operation: object) => {
  const document = completeDocument(documentOf(method, operation), errors);
  const responses = document.paths['/api/v1/crates/{id}']?.[method]?.responses ?? {};
  return { responses, common: document.components?.responses ?? {} };
};
const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const headers = (...own: string[]) =>
  Object.fromEntries(
    ['X-Correlation-Id', 'Content-Language', 'Vary', ...own].map((name) => [
      name,
      reference('headers', name),
    ]),
  );
const problem = (texts: Record<string, string>, ...own: string[]) => {
  const codes = Object.keys(texts);
  const schema = {
    allOf: [
      reference('schemas', 'Problem'),
      { type: 'object', properties: { code: { type: 'string', enum: codes } } },
    ],
  };
  const examples = Object.fromEntries(codes.map((code) => [code, reference('examples', code)]));
  return {
    description: Object.entries(texts)
      .map(([code, title]) => `${code}: ${title}`)
      .join('; '),
    headers: headers(...own),
    content: { 'application/problem+json': { schema, examples } },
  };
};
const id = { name: 'id', in: 'path', required: true };
const ifMatch = { name: 'If-Match', in: 'header', required: true };

describe('the document of a service', () => {
  it('lists the problems of a route by status, beside the shared ones of the same status', () => {
    const { responses } = completed('post', {
      'x-houtai-problems': ['crate-cursed', 'crate-sealed', 'label-empty'],
    });
    expect(responses['409']).toEqual(
      problem(
        {
          'request-under-way': 'The first request is still under way',
          'crate-cursed': 'Cursed crate',
          'crate-sealed': 'Sealed crate',
        },
        'Retry-After',
      ),
    );
    expect(responses['422']).toEqual(
      problem({
        'idempotency-key-reused': 'Idempotency key used for another request',
        'label-empty': 'The label says nothing',
      }),
    );
  });

  it('describes what many routes answer once', () => {
    const { responses, common } = completed('post', { parameters: [id, ifMatch] });
    expect(responses['428']).toEqual({ $ref: '#/components/responses/precondition-required' });
    expect(common['precondition-required']).toEqual(
      problem({ 'precondition-required': 'If-Match required' }),
    );
    expect(JSON.stringify(responses)).not.toContain('content');
  });

  it.each<[string, 'get' | 'post', object, string[]]>([
    ['asks nothing', 'get', { 'x-houtai-public': true }, ['400', '406', '429', '500', '503']],
    ['asks for a permission', 'get', {}, ['400', '401', '403', '406', '429', '500', '503']],
    [
      'names a resource',
      'get',
      { parameters: [id] },
      ['400', '401', '403', '404', '406', '429', '500', '503'],
    ],
    [
      'takes If-Match without demanding it',
      'get',
      { parameters: [{ ...ifMatch, required: false }], 'x-houtai-public': true },
      ['400', '406', '412', '429', '500', '503'],
    ],
    [
      'takes a body',
      'post',
      { requestBody: {} },
      ['400', '401', '403', '406', '409', '413', '415', '422', '429', '500', '503'],
    ],
    [
      'keeps no Idempotency-Key',
      'post',
      { 'x-houtai-idempotency-key': 'ignored' },
      ['400', '401', '403', '406', '429', '500', '503'],
    ],
  ])('tells which problems a route answers that %s', (_what, method, operation, statuses) => {
    expect(Object.keys(completed(method, operation).responses)).toEqual(statuses);
  });

  it('has an example of each code that an operation answers, with the facts of its sentence', () => {
    const { examples } =
      completeDocument(documentOf('post', { parameters: [id, ifMatch] }), errors).components ?? {};
    expect(examples?.['stale-version']).toMatchObject({
      summary: 'The resource has changed',
      value: {
        type: '/problems/stale-version',
        status: 412,
        code: 'stale-version',
        details: { actual: expect.anything(), expected: expect.anything() },
      },
    });
    expect(Object.keys(examples ?? {})).not.toContain('crate-cursed');
  });

  it('names the headers of an answer: of a version, of a page, of a repetition', () => {
    const schemas = {
      Crate: { type: 'object', properties: { version: { type: 'integer' } } },
      CratePage: { type: 'object', properties: { items: { type: 'array' }, next: { type: 'string' } } },
    };
    const told = (method: 'get' | 'post', schema: string) => {
      const responses = {
        200: { description: '', content: { 'application/json': { schema: reference('schemas', schema) } } },
      };
      const document = { ...documentOf(method, { responses }), components: { schemas } };
      return completeDocument(document as OpenAPIObject, errors).paths['/api/v1/crates/{id}']?.[method]
        ?.responses['200'];
    };
    expect(told('get', 'Crate')).toMatchObject({ headers: headers('ETag') });
    expect(told('get', 'CratePage')).toMatchObject({ headers: headers('Link') });
    expect(told('post', 'Crate')).toMatchObject({ headers: headers('ETag', 'Idempotency-Replayed') });
  });

  it('names the headers of an operation that ends at its refusals too', () => {
    const { responses, common } = completed('get', { 'x-houtai-retired': {} });
    for (const status of ['400', '401', '500'])
      expect(Object.keys((responses[status] as { headers: object }).headers)).toEqual(
        expect.arrayContaining(['Deprecation', 'Sunset', 'Link']),
      );
    const { headers: ofOthers } = common['unauthenticated'] as { headers: object };
    expect(Object.keys(ofOthers)).not.toContain('Sunset');
  });

  it('is not made when a route names a problem that nobody declared', () => {
    expect(() => completed('post', { 'x-houtai-problems': ['crate-gone'] })).toThrow(
      'POST /api/v1/crates/{id} names the problem crate-gone, which is not declared',
    );
  });
});

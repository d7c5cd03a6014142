import { withEdgeAnswers } from './edge-answers.definition';
import type { OpenApiDocument } from './openapi-document';

const reference = (name: string) => ({ $ref: `#/components/responses/${name}` });
const codeIs = (...codes: string[]) => ({
  description: '',
  content: {
    'application/problem+json': {
      schema: {
        allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
      },
    },
  },
});

/** A service whose doors open for who may, with a refusal of its own. */
function documentWith(service: string, operation: object): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: {
      '/api/v1/doors': {
        post: {
          ...operation,
          responses: {
            200: { description: 'Open' },
            409: { content: codeIs('door-locked').content },
            503: reference('unavailable'),
          },
        },
      },
    },
    components: { responses: { unavailable: codeIs('unavailable') } },
    'x-houtai-errors': {
      [service]: { 'door-locked': { status: 409, en: 'The door is locked', zh: '门已锁' } },
    },
  };
}

type Responses = Record<string, { $ref?: string; headers?: object }>;

function answersOf(service: string, operation: object): { responses: Responses; common: Responses } {
  const { paths, components } = withEdgeAnswers(service, documentWith(service, operation));
  const { responses } = paths?.['/api/v1/doors']?.['post'] as { responses: Responses };
  return { responses, common: components?.['responses'] as Responses };
}

describe('what a route answers through the gateway', () => {
  it('is also that the service does not answer, and that a key is refused', () => {
    const { responses, common } = answersOf('house', { 'x-houtai-permission': 'doors:write' });
    expect(responses).toMatchObject({
      401: { $ref: expect.stringContaining('unauthenticated.and-') },
      403: reference('forbidden.key-network-refused.partner-not-active'),
      409: { content: codeIs('door-locked').content },
      429: reference('too-many-requests.too-many-at-once'),
      502: reference('service-broken'),
      503: reference('unavailable.service-unavailable'),
      504: reference('service-timeout'),
    });
    expect(common).toMatchObject({
      'unavailable.service-unavailable': { content: codeIs('unavailable', 'service-unavailable').content },
    });
    expect(Object.keys(common)).not.toContain('unavailable');
  });

  it('is no refused key where nobody has to show one', () => {
    const { responses } = answersOf('house', { 'x-houtai-public': true });
    expect(Object.keys(responses)).toEqual(['200', '409', '413', '502', '503', '504']);
  });

  it('is no silence of a service where the gateway itself answers', () => {
    const { responses } = answersOf('gateway', { 'x-houtai-public': true });
    expect(responses).toMatchObject({ 503: reference('unavailable') });
    expect(Object.keys(responses)).toEqual(['200', '409', '503']);
  });

  it('tells of the limits, whatever it is', () => {
    const { responses, common } = answersOf('house', { 'x-houtai-permission': 'doors:write' });
    const inline = Object.values(responses).filter((response) => response.$ref === undefined);
    for (const { headers } of [...inline, ...Object.values(common)])
      expect(Object.keys(headers ?? {})).toEqual(expect.arrayContaining(['RateLimit', 'RateLimit-Policy']));
  });
});

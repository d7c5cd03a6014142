import { mergeDocuments } from '../routes/merge-documents';
import type { OpenApiDocument } from '../routes/openapi-document';
import { documentFor } from './document-for';

const info = { title: 't', version: '1', description: 'd' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (schema: object) => ({
  200: { description: '', content: { 'application/json': { schema } } },
});
const either = { anyOf: [ref('House'), ref('Partner')], 'x-houtai-either': ['house', 'partner'] };

function service(paths: Record<string, Record<string, object>>, more: object = {}): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1', description: 'x' },
    paths,
    components: {
      schemas: {
        House: { type: 'object', properties: { note: ref('Note') } },
        Partner: { type: 'object' },
        Note: { type: 'string' },
        Unused: { type: 'null' },
      },
    },
    'x-houtai-errors': { shared: { internal: {} }, orders: { known: {}, 'never-told': {} } },
    ...more,
  };
}

const merged = mergeDocuments(
  new Map([
    [
      'orders',
      service(
        {
          '/api/v1/reservations': {
            get: {
              'x-houtai-permission': 'reservations:read',
              'x-houtai-partner': 'own',
              'x-houtai-problems': ['known'],
              responses: answer(either),
            },
            post: {
              'x-houtai-permission': 'reservations:write',
              'x-houtai-partner': 'own',
              requestBody: {
                content: {
                  'application/json': {
                    schema: either,
                    examples: { house: { value: { note: 'n' } }, partner: { value: {} } },
                  },
                },
              },
              responses: {},
            },
          },
          '/api/v1/customers': { get: { 'x-houtai-permission': 'customers:read', responses: {} } },
          '/internal/parked-messages': { get: { 'x-houtai-permission': 'operations:read', responses: {} } },
        },
        { webhooks: { 'door.opened': { post: { operationId: 'opened' } } } },
      ),
    ],
    [
      'fleet',
      service({
        '/api/v1/sign-in': { post: { 'x-houtai-public': true } },
        '/internal/parked-messages': { get: { 'x-houtai-permission': 'operations:read', responses: {} } },
        '/internal/due-items': { get: { 'x-houtai-permission': 'operations:read', responses: {} } },
      }),
    ],
  ]),
  info,
);
const partner = documentFor('partner', merged, info);
const internal = documentFor('internal', merged, info);
const operations = documentFor('operations', merged, info);

describe('the documents made of the merged one', () => {
  it('hold the operations of their audience, those open to everybody in each', () => {
    expect(Object.keys(partner.paths ?? {})).toEqual(['/api/v1/reservations', '/api/v1/sign-in']);
    expect(Object.keys(internal.paths ?? {})).toEqual([
      '/api/v1/reservations',
      '/api/v1/customers',
      '/api/v1/sign-in',
    ]);
    expect(Object.keys(operations.paths ?? {})).toEqual([
      '/api/v1/operations/{service}/parked-messages',
      '/api/v1/sign-in',
      '/api/v1/operations/{service}/due-items',
    ]);
  });

  it('have what each service has alike once, and say which services that are', () => {
    const services = (path: string) =>
      (operations.paths?.[path]?.['get'] as { parameters: unknown[] }).parameters;
    const named = (names: string[]) => [
      expect.objectContaining({ name: 'service', in: 'path', schema: { type: 'string', enum: names } }),
    ];
    expect(services('/api/v1/operations/{service}/parked-messages')).toEqual(named(['orders', 'fleet']));
    expect(services('/api/v1/operations/{service}/due-items')).toEqual(named(['fleet']));
  });

  it('show a partner the shape that is sent to partners, the house its own, and no other shape', () => {
    const shown = (document: OpenApiDocument) => JSON.stringify(document.paths?.['/api/v1/reservations']);
    expect(shown(partner)).toContain('schemas/Partner');
    expect(shown(partner)).not.toMatch(/House|anyOf/);
    expect(shown(internal)).toContain('schemas/House');
    expect(Object.keys(partner.components?.['schemas'] ?? {})).toEqual(['Partner']);
    expect(Object.keys(internal.components?.['schemas'] ?? {})).toEqual(['House', 'Note']);
  });

  it('show the example of a body to whom it is an example for', () => {
    const shown = (document: OpenApiDocument) =>
      document.paths?.['/api/v1/reservations']?.['post'] as { requestBody: { content: object } };
    expect(shown(partner).requestBody.content).toEqual({
      'application/json': { schema: ref('Partner'), examples: { partner: { value: {} } } },
    });
    expect(shown(internal).requestBody.content).toEqual({
      'application/json': { schema: ref('House'), examples: { house: { value: { note: 'n' } } } },
    });
  });

  it('tell only the problems that an operation in them names', () => {
    expect(partner['x-houtai-errors']).toEqual({ shared: { internal: {} }, orders: { known: {} } });
    expect(operations['x-houtai-errors']).toEqual({ shared: { internal: {} } });
  });

  it('sort what partners see by what it is about, and have what is sent to them nowhere else', () => {
    expect(partner.tags?.map(({ name }) => name)).toEqual(['Reservations', 'Webhooks', 'Others']);
    expect(partner.webhooks).toMatchObject({ 'door.opened': { post: { tags: ['Webhooks'] } } });
    expect(internal.webhooks).toBeUndefined();
    expect(internal.tags?.map(({ name }) => name)).toEqual(['orders', 'fleet']);
  });
});

import { mergeDocuments } from './merge-documents';
import type { OpenApiDocument } from './openapi-document';

const heading = { title: 'Houtai', version: '1', description: 'all' };

function document(schemas: Record<string, object>, path: string, operation: object): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1', description: `about ${path}` },
    paths: { [path]: { get: { operationId: 'list', ...operation } }, '/health/live': { get: {} } },
    components: { schemas: { ...schemas }, securitySchemes: { other: { type: 'http', scheme: 'basic' } } },
  };
}
const uses = (name: string) => ({
  responses: {
    200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } },
  },
});

describe('merged OpenAPI document', () => {
  it('tags by service, makes operation ids unique and says what needs a token', () => {
    const merged = mergeDocuments(
      new Map([
        ['orders', document({}, '/api/v1/reservations', { 'x-houtai-permission': 'reservations:read' })],
        ['fleet', document({}, '/api/v1/branches', { 'x-houtai-public': true })],
      ]),
      heading,
    );
    expect(merged.paths).toEqual({
      '/api/v1/reservations': {
        get: expect.objectContaining({
          operationId: 'list',
          tags: ['orders'],
          security: [{ bearer: [] }],
        }),
      },
      '/api/v1/branches': {
        get: expect.objectContaining({ operationId: 'fleet_list', tags: ['fleet'], security: [] }),
      },
    });
    expect(merged.tags?.map(({ name }) => name)).toEqual(['orders', 'fleet']);
    expect(Object.keys(merged.components?.['securitySchemes'] ?? {})).toEqual(['bearer']);
  });

  it('keeps what services say of themselves beside their routes, each under its name', () => {
    const telling = (path: string, errors: object): OpenApiDocument => ({
      ...document({}, path, {}),
      'x-houtai-errors': { shared: { s: 1 }, ...errors },
    });
    const merged = mergeDocuments(
      new Map([
        ['orders', telling('/api/v1/a', { orders: { o: 1 } })],
        ['fleet', telling('/api/v1/b', { fleet: { f: 1 } })],
      ]),
      heading,
    );
    expect(merged['x-houtai-errors']).toEqual({ shared: { s: 1 }, orders: { o: 1 }, fleet: { f: 1 } });
  });

  it('shows what a service sends to hosts of others, which is no route of ours', () => {
    const webhooks = { 'door.opened': { post: { operationId: 'x', summary: 'A door was opened' } } };
    const merged = mergeDocuments(
      new Map([['doors', { ...document({}, '/api/v1/doors', {}), webhooks }]]),
      heading,
    );
    expect(merged.webhooks).toEqual({
      'door.opened': {
        post: { operationId: 'x', summary: 'A door was opened', tags: ['doors'] },
      },
    });
    expect(Object.keys(merged.paths ?? {})).toEqual(['/api/v1/doors']);
  });

  it('shares a schema that all describe alike, whatever the order of its fields', () => {
    const merged = mergeDocuments(
      new Map([
        ['orders', document({ Stop: { type: 'object', title: 's' } }, '/api/v1/a', uses('Stop'))],
        ['fleet', document({ Stop: { title: 's', type: 'object' } }, '/api/v1/b', uses('Stop'))],
      ]),
      heading,
    );
    expect(Object.keys(merged.components?.['schemas'] ?? {})).toEqual(['Stop']);
  });

  it('keeps apart what differs, and what refers to something that differs', () => {
    const page = { type: 'object', properties: { item: { $ref: '#/components/schemas/Item' } } };
    const merged = mergeDocuments(
      new Map([
        ['orders', document({ Item: { type: 'string' }, Page: page }, '/api/v1/a', uses('Page'))],
        ['fleet', document({ Item: { type: 'number' }, Page: page }, '/api/v1/b', uses('Page'))],
      ]),
      heading,
    );
    const schemas = merged.components?.['schemas'] ?? {};
    expect(Object.keys(schemas).sort()).toEqual(['fleet.Item', 'fleet.Page', 'orders.Item', 'orders.Page']);
    expect(schemas['fleet.Page']).toMatchObject({
      properties: { item: { $ref: '#/components/schemas/fleet.Item' } },
    });
    expect(JSON.stringify(merged.paths?.['/api/v1/a'])).toContain('#/components/schemas/orders.Page');
  });

  it('carries the parameters of a path into its operations, with examples where OpenAPI 3.1 has them', () => {
    const orders = document({}, '/api/v1/a', {
      parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, examples: ['x'] }],
    });
    const path = { ...orders.paths?.['/api/v1/a'], parameters: [{ name: 'id', in: 'path', required: true }] };
    const merged = mergeDocuments(
      new Map([['orders', { ...orders, paths: { '/api/v1/a': path } }]]),
      heading,
    );
    expect(merged.paths?.['/api/v1/a']?.['get']).toMatchObject({
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'q', in: 'query', schema: { type: 'string', examples: ['x'] } },
      ],
    });
  });
});

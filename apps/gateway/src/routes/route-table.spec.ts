import type { OpenApiDocument } from './openapi-document';
import { RouteTable } from './route-table';

function document(paths: Record<string, Record<string, object>>): OpenApiDocument {
  return { openapi: '3.1.0', info: { title: 't', version: '1' }, paths };
}
const may = (permission: string) => ({ 'x-houtai-permission': permission });

const table = new RouteTable(
  new Map([
    [
      'orders',
      document({
        '/api/v1/reservations': { get: may('reservations:read'), post: may('reservations:write') },
        '/api/v1/reservations/{id}': { get: may('reservations:read') },
        '/api/v1/reservations/{id}/cancel': { post: may('reservations:write') },
        '/api/v1/reservations/latest': { get: may('reservations:read') },
        '/internal/bus': { get: may('operations:read') },
        '/internal/parked-messages/{id}/replay': { post: may('operations:write') },
        '/api/v1/forgotten': { get: {} },
      }),
    ],
    [
      'fleet',
      document({
        '/api/v1/branches': { get: { 'x-houtai-public': true } },
        '/api/v1/reservations': { get: may('x:y') },
      }),
    ],
  ]),
);

describe('route table', () => {
  it.each([
    ['GET', '/api/v1/reservations', 'reservations:read', '/api/v1/reservations'],
    ['HEAD', '/api/v1/reservations/7', 'reservations:read', '/api/v1/reservations/{id}'],
    ['GET', '/api/v1/reservations/latest', 'reservations:read', '/api/v1/reservations/latest'],
    ['POST', '/api/v1/reservations/latest/cancel', 'reservations:write', '/api/v1/reservations/{id}/cancel'],
    ['GET', '/api/v1/branches', undefined, '/api/v1/branches'],
    ['GET', '/api/v1/reservations/late', 'reservations:read', '/api/v1/reservations/{id}'],
    ['GET', '/api/v1/reservations/latest2', 'reservations:read', '/api/v1/reservations/{id}'],
    ['GET', '/api/v1/reservations/a%2Fb', 'reservations:read', '/api/v1/reservations/{id}'],
    ['GET', '/api/v1/reservations/%E5%BC%A0', 'reservations:read', '/api/v1/reservations/{id}'],
    ['GET', '/api/v1/reservations/a:b', 'reservations:read', '/api/v1/reservations/{id}'],
  ])('%s %s demands %s', (method, path, permission, template) => {
    expect(table.match(method, path)).toMatchObject({ kind: 'found', route: { permission, path: template } });
  });

  it('shows the parked messages of a service under its name', () => {
    expect(table.match('POST', '/api/v1/operations/orders/parked-messages/9/replay')).toMatchObject({
      kind: 'found',
      route: { service: 'orders', permission: 'operations:write' },
    });
  });

  it('names the methods of a path asked with another one', () => {
    expect(table.match('DELETE', '/api/v1/reservations')).toEqual({
      kind: 'wrong-method',
      allow: ['GET', 'HEAD', 'OPTIONS', 'POST'],
    });
  });

  it.each([
    '/api/v1/reservations/',
    '/api/v1/nothing',
    '/api/v1',
    '/internal/bus',
    '/api/v1/reservations/7/cancel/x',
    '/api/v1//reservations',
    '/api/v1/reservations//cancel',
    '/API/v1/reservations',
    '/api/v1/reservations/%zz',
    '',
    '*',
  ])('does not know %s', (path) => {
    expect(table.match('GET', path)).toEqual({ kind: 'unknown' });
  });

  it('takes routes whose parameters have other names in the same place', () => {
    const named = new RouteTable(
      new Map([
        [
          'fleet',
          document({
            '/api/v1/vehicles/{id}': { get: may('vehicles:read') },
            '/api/v1/vehicles/{vehicleId}/papers/{id}': { get: may('papers:read') },
            '/api/v1/vehicles/{vin}': { put: may('vehicles:write'), get: may('other:read') },
          }),
        ],
      ]),
    );
    expect(named.match('PUT', '/api/v1/vehicles/7')).toMatchObject({ kind: 'found' });
    expect(named.match('GET', '/api/v1/vehicles/7/papers/8')).toMatchObject({ kind: 'found' });
    expect(named.match('PROPFIND', '/api/v1/vehicles/7')).toEqual({
      kind: 'wrong-method',
      allow: ['GET', 'HEAD', 'OPTIONS', 'PUT'],
    });
    expect(named.faults).toEqual(['GET /api/v1/vehicles/{vin} of fleet is already served by fleet']);
  });

  it('leaves out what names no permission or is served twice, and says so', () => {
    expect(table.match('GET', '/api/v1/forgotten')).toEqual({ kind: 'unknown' });
    expect(table.faults).toEqual([
      'GET /api/v1/forgotten of orders names no permission',
      'GET /api/v1/reservations of fleet is already served by orders',
    ]);
  });
});

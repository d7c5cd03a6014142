import { execFileSync } from 'node:child_process';
import { startTestService, type TestService } from '@houtai/testing';
import { ordersDefinition } from '../src/orders.definition';

interface Document {
  paths: Record<string, Record<string, { 'x-houtai-permission'?: string; summary?: string }>>;
}

describe('the OpenAPI document of orders', () => {
  let service: TestService;
  let document: Document;
  beforeAll(async () => {
    service = await startTestService(ordersDefinition);
    document = (await service.http<Document>('GET', '/openapi.json', { roles: null })).body;
  });
  afterAll(() => service?.close());

  it('is valid', () => {
    const script = `
      import { text } from 'node:stream/consumers';
      import { Validator } from '@seriousme/openapi-schema-validator';
      console.log(JSON.stringify(await new Validator().validate(JSON.parse(await text(process.stdin)))));`;
    const options = { input: JSON.stringify(document), cwd: __dirname, encoding: 'utf8' } as const;
    const verdict = execFileSync(process.execPath, ['--input-type=module', '-e', script], options);
    expect(JSON.parse(verdict)).toEqual({ valid: true });
  });

  it('shows every route with its permission', () => {
    const routes = Object.entries(document.paths)
      .filter(([path]) => path.startsWith('/api/v1/'))
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(
          ([method, operation]) =>
            `${method.toUpperCase()} ${path.replace('/api/v1/', '')} ${operation['x-houtai-permission']}`,
        ),
      );
    expect(routes.sort()).toEqual([
      'GET agreements agreements:read',
      'GET agreements/{id} agreements:read',
      'GET customers/{id} customers:read',
      'GET overdue-pick-ups agreements:read',
      'GET overdue-returns agreements:read',
      'GET rate-plans rate-plans:read',
      'GET rate-plans/{id} rate-plans:read',
      'GET reservations reservations:read',
      'GET reservations/{id} reservations:read',
      'GET reservations/{id}/history reservations:read',
      'POST agreements/{id}/return agreements:write',
      'POST agreements/{id}/settle agreements:write',
      'POST customers customers:write',
      'POST customers/{id}/blacklist customers:write',
      'POST customers/{id}/remove-from-blacklist customers:write',
      'POST customers/{id}/verify customers:verify',
      'POST quotes reservations:quote',
      'POST rate-plans rate-plans:write',
      'POST reservations reservations:write',
      'POST reservations/{id}/cancel reservations:write',
      'POST reservations/{id}/change reservations:write',
      'POST reservations/{id}/handover agreements:write',
      'POST reservations/{id}/no-show reservations:write',
      'POST reservations/{id}/reject reservations:review',
    ]);
  });
});

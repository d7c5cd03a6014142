import { execFileSync } from 'node:child_process';
import { startTestService, type TestService } from '@houtai/testing';
import { ordersDefinition } from '../src/orders.definition';

describe('the OpenAPI document of orders', () => {
  let service: TestService;
  let document: unknown;
  beforeAll(async () => {
    service = await startTestService(ordersDefinition);
    document = (await service.http('GET', '/openapi.json', { roles: null })).body;
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
});

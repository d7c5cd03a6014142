import { execFileSync } from 'node:child_process';
import type { OpenAPIObject } from '@nestjs/swagger';
import { send } from '../../test/api-client';
import { startSample, type Sample } from '../../test/sample-service';

describe('the OpenAPI document', () => {
  let sample: Sample;
  let document: OpenAPIObject;

  beforeAll(async () => {
    sample = await startSample();
    document = (await send<OpenAPIObject>(sample.url, 'GET', '/openapi.json', { roles: null })).body;
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(validate(document)).toBe('{"valid":true}');
  });

  it('names the permission and the problems of every guarded operation', () => {
    expect(document.paths['/api/v1/crates']?.post).toMatchObject({
      'x-houtai-permission': 'tasks:write',
      'x-houtai-problems': ['crate-cursed'],
      security: [{ bearer: [] }],
    });
    expect(document.paths['/api/v1/ping']?.get).toMatchObject({ 'x-houtai-public': true });
  });

  it('tells of headers and problems', () => {
    const make = document.paths['/api/v1/crates']?.post;
    const relabel = document.paths['/api/v1/crates/{id}']?.put;
    expect(make?.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header' }),
    );
    expect(relabel?.parameters).toContainEqual(expect.objectContaining({ name: 'If-Match', required: true }));
    expect(Object.keys(relabel?.responses ?? {})).toEqual(
      expect.arrayContaining(['400', '401', '403', '404', '406', '412']),
    );
    expect(document.components?.schemas).toHaveProperty('Problem');
  });

  it('names the problems of a route beside those that every route of its kind answers', () => {
    const { responses } = document.paths['/api/v1/crates']?.post ?? {};
    expect(responses?.['409']).toMatchObject({
      description: 'request-under-way: The first request is still under way; crate-cursed: Cursed crate',
    });
    expect(Object.keys(responses ?? {})).toEqual(
      expect.arrayContaining(['400', '401', '403', '413', '415', '422', '429', '500', '503']),
    );
  });

  it('carries every problem with its texts, the shared ones apart, and how its aggregates move', () => {
    expect(document).toMatchObject({
      'x-houtai-errors': {
        sample: {
          'crate-cursed': { status: 409, zh: '箱子被诅咒', detail: { en: 'Crate {label} is cursed.' } },
        },
        shared: { 'stale-version': { status: 412, answeredBy: 'every route that takes `If-Match`' } },
      },
      'x-houtai-state-machines': { sample: { crate: { none: { CrateMade: 'made' } } } },
    });
  });

  it('leaves out what belongs to the platform', () => {
    expect(Object.keys(document.paths).filter((path) => /health|metrics|openapi/.test(path))).toEqual([]);
  });
});

/** The validator is an ES module, which Jest cannot load on Node 20. */
function validate(document: OpenAPIObject): string {
  const script = `
    import { text } from 'node:stream/consumers';
    import { Validator } from '@seriousme/openapi-schema-validator';
    console.log(JSON.stringify(await new Validator().validate(JSON.parse(await text(process.stdin)))));`;
  const options = { input: JSON.stringify(document), cwd: __dirname, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], options).trim();
}

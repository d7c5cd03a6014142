import fc, { type Arbitrary } from 'fast-check';
import { bodySchemas, type Parameter, type Route } from '../system/api-document';
import { evilText, spoilt, brokenBody } from './spoilt-arbitrary';
import { idArbitrary, valueArbitrary, type Soil } from './value-arbitrary';

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Headers = Record<string, string>;

/** Requests to a route: half as its document says, half with something wrong in path, query, head or body. */
export function requestArbitrary(route: Route, soil: Soil): Arbitrary<FuzzRequest> {
  return fc
    .record({
      path: pathArbitrary(route, soil),
      query: queryArbitrary(route, soil),
      headers: headersArbitrary(route, soil),
      content: contentArbitrary(route, soil),
    })
    .map(({ path, query, headers, content }) => ({
      method: route.method,
      path: path + (query === '' ? '' : `?${query}`),
      headers: { ...headers, ...(content === undefined ? {} : { 'content-type': content.type }) },
      body: content?.text,
    }));
}

function pathArbitrary({ path, operation }: Route, soil: Soil): Arbitrary<string> {
  const parts = path.split('/').map((part, n, all) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    const schema = operation.parameters?.find((one) => one.name === name && one.in === 'path')?.schema;
    const right =
      schema === undefined || schema.format === 'uuid'
        ? idArbitrary(all[n - 1], soil)
        : valueArbitrary(name, schema, soil).map(String);
    const wrong = fc.oneof(
      evilText.map((text) => text.slice(0, 500)),
      fc.string({ minLength: 1 }),
    );
    return (
      fc
        .oneof({ arbitrary: right, weight: 8 }, { arbitrary: wrong, weight: 1 })
        // dots alone are taken out of a URL before it is sent
        .map((value) => (/^\.*$/.test(value) ? '-' : encoded(value)))
    );
  });
  return fc.tuple(...parts).map((all) => all.join('/'));
}

function queryArbitrary({ operation }: Route, soil: Soil): Arbitrary<string> {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'query');
  const pair = (parameter: Parameter): Arbitrary<string> => {
    const right = valueArbitrary(parameter.name, parameter.schema ?? {}, soil).map(String);
    const pairOf = (value: string) => `${parameter.name}=${encoded(value)}`;
    const wrong = fc.oneof(
      evilText.map(pairOf),
      fc.constantFrom(
        `${parameter.name}[]=1`,
        `${parameter.name}=%zz`,
        `${parameter.name}=%00`,
        `${parameter.name}`,
      ),
      right.map((value) => `${pairOf(value)}&${pairOf(value)}`),
      fc.constantFrom('-1', '0', '201', '1.5', 'abc', '-created', 'eyJhIjoxfQ').map(pairOf),
    );
    const given = fc.oneof({ arbitrary: right.map(pairOf), weight: 5 }, { arbitrary: wrong, weight: 1 });
    return parameter.required
      ? fc.oneof({ arbitrary: given, weight: 15 }, fc.constant(''))
      : fc.oneof({ arbitrary: given, weight: 1 }, { arbitrary: fc.constant(''), weight: 2 });
  };
  const unknown = fc.oneof(
    { arbitrary: fc.constant(''), weight: 20 },
    fc.constantFrom('colour=red', '__proto__=1', 'limit', '=', '&&', 'a[b][c]=1'),
  );
  return fc
    .tuple(...parameters.map(pair), unknown)
    .map((pairs) => pairs.filter((text) => text !== '').join('&'));
}

function headersArbitrary({ method, operation }: Route, soil: Soil): Arbitrary<Headers> {
  const rarely = <T extends string>(...values: readonly T[]) =>
    fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, fc.constantFrom(...values));
  const takes = (name: string) =>
    operation.parameters?.some((one) => one.in === 'header' && one.name.toLowerCase() === name);
  const ifMatch = takes('if-match')
    ? fc.constantFrom(
        undefined,
        '"1"',
        '"1"',
        '"2"',
        '*',
        'W/"1"',
        '1',
        '"x"',
        '"99999999999999999999"',
        '"1", "2"',
      )
    : rarely('"1"', '*');
  const time = fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 8 },
    { arbitrary: fc.constant(soil.now.toISOString()), weight: 8 },
  );
  return fc
    .record({
      'if-match': ifMatch,
      'if-none-match': method === 'GET' ? rarely('"1"', '*', 'x') : fc.constant(undefined),
      'idempotency-key':
        method === 'POST'
          ? fc.oneof(
              { arbitrary: fc.uuid(), weight: 8 },
              fc.constantFrom(undefined, '', 'again', 'x'.repeat(256), 'a\tb'),
            )
          : fc.constant(undefined),
      'accept-language': rarely('zh', 'en', 'zh-CN;q=0.9, en', '*', 'xx-invalid-;;', 'q=1'),
      accept: rarely('application/json', 'text/html', 'application/xml', '*/*;q=0', 'nonsense'),
      'x-houtai-time': time,
      'x-correlation-id': rarely('not an id', '01900000-0000-7000-8000-00000000ffff'),
    })
    .map(
      (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Headers,
    );
}

function contentArbitrary(
  { method, operation }: Route,
  soil: Soil,
): Arbitrary<{ text: string; type: string } | undefined> {
  // fetch sends none with GET
  if (method === 'GET') return fc.constant(undefined);
  const schemas = bodySchemas(operation, soil.document);
  if (schemas.length === 0) {
    return fc.oneof({ arbitrary: fc.constant(undefined), weight: 12 }, brokenBody);
  }
  const right = fc.oneof(...schemas.map((schema) => valueArbitrary('', schema, soil)));
  const json = (value: unknown) => ({ text: JSON.stringify(value) ?? '', type: 'application/json' });
  return fc.oneof(
    { arbitrary: right.map(json), weight: 6 },
    { arbitrary: right.chain(spoilt).map(json), weight: 6 },
    { arbitrary: brokenBody, weight: 1 },
  );
}

/** As in a URL; half of a surrogate pair cannot be told in one. */
function encoded(value: string): string {
  return encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

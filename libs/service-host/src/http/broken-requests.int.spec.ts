import { connect } from 'node:net';
import { startSample, type Sample } from '../../test/sample-service';
import { createFastifyAdapter } from './fastify-adapter';

const HEAD = 'Host: x\r\nAccept-Language: zh\r\n';
const POST = `POST /api/v1/crates?a=b HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\n`;
const CLOSE = 'Connection: close\r\n';
const LONG = 'x'.repeat(20_000);

interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends bytes as they are. @returns all that comes until the server closes the connection */
function send(url: string, bytes: string): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.setTimeout(5_000, () => socket.destroy(new Error('the connection stayed open')));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(answersIn(Buffer.concat(chunks))));
  });
}

function answersIn(bytes: Buffer): RawAnswer[] {
  if (bytes.length === 0) return [];
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.subarray(0, end).toString().split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0]?.toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  ) as Record<string, string>;
  const after = end + 4 + Number(headers['content-length'] ?? 0);
  const answer = {
    status: Number(first.split(' ')[1]),
    headers,
    body: bytes.subarray(end + 4, after).toString(),
  };
  return [answer, ...answersIn(bytes.subarray(after))];
}

describe('HTTP that is broken', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample();
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  it.each<[string, string, number, string, string]>([
    [
      'no host',
      `GET /api/v1/crates HTTP/1.1\r\nAccept-Language: zh\r\n\r\n`,
      400,
      'request-malformed',
      '/api/v1/crates',
    ],
    [
      'two hosts',
      `GET /api/v1/crates HTTP/1.1\r\n${HEAD}Host: y\r\n\r\n`,
      400,
      'request-malformed',
      '/api/v1/crates',
    ],
    [
      'a header without a name',
      `GET /api/v1/crates?a=b HTTP/1.1\r\n${HEAD}: x\r\n\r\n`,
      400,
      'request-malformed',
      '/api/v1/crates',
    ],
    [
      'line feeds alone',
      `GET /api/v1/crates HTTP/1.1\r\n${HEAD}A: b\n\n`,
      400,
      'request-malformed',
      '/api/v1/crates',
    ],
    ['a NUL in the path', `GET /api/v1/cr\0ates HTTP/1.1\r\n${HEAD}\r\n`, 400, 'request-malformed', '/'],
    ['letters that no URL has', `GET /api/v1/\xe4 HTTP/1.1\r\n${HEAD}\r\n`, 400, 'request-malformed', '/'],
    ['another version', `GET /api/v1/crates HTTP/9.9\r\n${HEAD}\r\n`, 400, 'request-malformed', '/'],
    ['a length below 0', `${POST}Content-Length: -1\r\n\r\n`, 400, 'request-malformed', '/api/v1/crates'],
    [
      'chunks that are none',
      `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
      'request-malformed',
      '/api/v1/crates',
    ],
    [
      'a trailer without a colon',
      `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nBad trailer\r\n\r\n`,
      400,
      'request-malformed',
      '/api/v1/crates',
    ],
    [
      'a tunnel to a path',
      `CONNECT /api/v1/crates HTTP/1.1\r\n${HEAD}\r\n`,
      405,
      'method-not-allowed',
      '/api/v1/crates',
    ],
    [
      'a tunnel to elsewhere',
      `CONNECT a.example:443 HTTP/1.1\r\n${HEAD}\r\n`,
      404,
      'not-found',
      'a.example:443',
    ],
    [
      'an expectation',
      `${POST}Expect: a-miracle\r\nContent-Length: 2\r\n\r\n{}`,
      417,
      'expectation-failed',
      '/api/v1/crates',
    ],
    [
      'a URL without end',
      `GET /api/v1/crates?a=${LONG} HTTP/1.1\r\n${HEAD}\r\n`,
      431,
      'headers-too-large',
      '/api/v1/crates',
    ],
    [
      'a header without end',
      `GET /api/v1/crates HTTP/1.1\r\n${HEAD}X: ${LONG}\r\n\r\n`,
      431,
      'headers-too-large',
      '/api/v1/crates',
    ],
    [
      'an escape that is none',
      `GET /api/%zz HTTP/1.1\r\n${HEAD}${CLOSE}\r\n`,
      400,
      'validation-failed',
      '/api/%zz',
    ],
    [
      'a part of a path without end',
      `GET /api/v1/crates/${LONG.slice(0, 400)} HTTP/1.1\r\n${HEAD}${CLOSE}\r\n`,
      400,
      'validation-failed',
      `/api/v1/crates/${LONG.slice(0, 400)}`,
    ],
    ['no JSON', `${POST}Content-Length: 1\r\n${CLOSE}\r\n{`, 400, 'validation-failed', '/api/v1/crates'],
    [
      'a body of another type',
      `POST /api/v1/crates HTTP/1.1\r\n${HEAD}Content-Type: ;;;\r\nContent-Length: 2\r\n${CLOSE}\r\n{}`,
      415,
      'unsupported-media-type',
      '/api/v1/crates',
    ],
    [
      'a body too large',
      `${POST}Content-Length: 99999999\r\n${CLOSE}\r\n{`,
      413,
      'payload-too-large',
      '/api/v1/crates',
    ],
    ['a path that is none', `OPTIONS * HTTP/1.1\r\n${HEAD}${CLOSE}\r\n`, 404, 'not-found', '*'],
  ])('%s is refused as anything else is', async (name, bytes, status, code, instance) => {
    const answers = await send(sample.url, bytes);
    expect(answers).toHaveLength(1);
    const [{ headers, body, ...answer }] = answers as [RawAnswer];
    expect({ name, status: answer.status }).toEqual({ name, status });
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers['connection']).toBe('close');
    const problem = JSON.parse(body) as Record<string, string>;
    expect(problem).toMatchObject({ type: `/problems/${code}`, status, code, instance });
    // As far as the request was read, its client is told in its language.
    if (!bytes.startsWith('GET /api/v1/crates?a=x')) {
      expect([headers['content-language'], headers['vary']]).toEqual(['zh', 'Accept-Language']);
      expect(problem['title']).toMatch(/\p{Script=Han}/u);
      expect(problem['detail']).toMatch(/\p{Script=Han}/u);
    }
  });

  it.each([
    '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'hello\r\n\r\n',
    '\r\nGET',
  ])('what is no HTTP/1 at all is told so: %j', async (bytes) => {
    const [answer] = await send(sample.url, bytes === '\r\nGET' ? '\r\nGET\r\n\r\n' : bytes);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('"request-malformed"') });
  });

  describe('after a request that is sound', () => {
    const SOUND = `GET /health/live HTTP/1.1\r\n${HEAD}\r\n`;

    it.each([
      'BROKEN\r\n\r\n',
      'FROBNICATE /api/v1/crates HTTP/1.1\r\n\r\n',
      `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    ])('lets that have its own answer first: %j', async (broken) => {
      const answers = await send(sample.url, SOUND + SOUND + broken);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    });

    it('is not answered when the client has said that nothing comes', async () => {
      const answers = await send(sample.url, `GET /health/live HTTP/1.1\r\n${HEAD}${CLOSE}\r\nAND MORE`);
      expect(answers.map(({ status }) => status)).toEqual([200]);
    });
  });

  it('does not keep a connection whose client stays', async () => {
    const { hostname, port } = new URL(sample.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.on('data', () => undefined);
    socket.write('hello\r\n\r\n');
    // It never ends its own half, and goes on sending.
    const sending = setInterval(() => socket.write('x'), 50);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(sending);
  });
});

describe('HTTP that is too slow', () => {
  const types = 'https://rent.example/problems/';
  const limits = { bodyLimit: 1_000, trustedProxies: [], problemTypes: types, requestTimeoutMs: 300 };
  const adapter = createFastifyAdapter(limits, () => []);
  const fastify = adapter.getInstance();
  let url: string;

  beforeAll(async () => {
    fastify.post('/api/v1/crates', (_request, reply) => reply.send('done'));
    url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => fastify.close());

  it.each([
    ['in its head', POST, 'en', '/'],
    ['in its body', `${POST}Content-Length: 5\r\n\r\n{`, 'zh', '/api/v1/crates'],
  ])('%s is told so', async (_case, bytes, language, instance) => {
    const [answer] = await send(url, bytes);
    expect(answer).toMatchObject({ status: 408, headers: { 'content-language': language } });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({
      type: `${types}request-too-slow`,
      code: 'request-too-slow',
      instance,
    });
  });
});

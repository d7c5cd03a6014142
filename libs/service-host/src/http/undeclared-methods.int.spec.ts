import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startSample, type Sample } from '../../test/sample-service';

/** Sends a request line as it is: clients refuse to send most of these. */
async function sendRaw(url: string, method: string, path: string): Promise<{ head: string; body: string }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n', 2);
  return { head, body };
}

describe('a method that a path does not have', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample();
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  it.each(['DELETE', 'PATCH', 'PROPFIND', 'QUERY', 'TRACE', 'FROBNICATE', 'get', 'X!#$%'])(
    '%s is refused with what there is',
    async (method) => {
      const { head, body } = await sendRaw(sample.url, method, '/api/v1/crates?limit=1');
      expect(head).toMatch(/^HTTP\/1\.1 405 /);
      expect(head).toMatch(/\r\nallow: GET, HEAD, OPTIONS, POST\r\n/i);
      expect(head).toMatch(/\r\ncontent-type: application\/problem\+json/i);
      expect(JSON.parse(body)).toMatchObject({
        status: 405,
        code: 'method-not-allowed',
        instance: '/api/v1/crates',
        details: { allow: 'GET, HEAD, OPTIONS, POST' },
      });
    },
  );

  it.each(['DELETE', 'PROPFIND', 'FROBNICATE'])('%s on a path that is not there is 404', async (method) => {
    const { head, body } = await sendRaw(sample.url, method, '/api/v1/barrels');
    expect(head).toMatch(/^HTTP\/1\.1 404 /);
    expect(JSON.parse(body)).toMatchObject({ code: 'not-found' });
  });

  it('is told by OPTIONS, which does nothing', async () => {
    const { head, body } = await sendRaw(sample.url, 'OPTIONS', '/api/v1/crates');
    expect(head).toMatch(/^HTTP\/1\.1 204 /);
    expect(head).toMatch(/\r\nallow: GET, HEAD, OPTIONS, POST\r\n/i);
    expect(body).toBe('');
  });

  it('answers what is no request at all in words, and closes', async () => {
    const { head, body } = await sendRaw(sample.url, 'GET', '/api/v1/crates HTTP/9.9\r\n: :');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toMatch(/\r\nconnection: close/i);
    expect(JSON.parse(body)).toMatchObject({ code: 'request-malformed' });
  });
});

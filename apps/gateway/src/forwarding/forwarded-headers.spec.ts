import { copyResponseHeaders, requestHeaders } from './forwarded-headers';

const own = { correlationId: 'c1', traceparent: '00-a-b-01', clientAddress: '10.0.0.9' };

describe('headers through the gateway', () => {
  it('passes on what a service may need', () => {
    const headers = requestHeaders(
      { authorization: 'Bearer t', 'idempotency-key': 'k', 'if-match': '"7"', 'x-houtai-time': 'now' },
      own,
    );
    expect(headers).toEqual({
      authorization: 'Bearer t',
      'idempotency-key': 'k',
      'if-match': '"7"',
      'x-houtai-time': 'now',
      'x-correlation-id': 'c1',
      'x-forwarded-for': '10.0.0.9',
      traceparent: '00-a-b-01',
    });
  });

  it.each([
    'x-houtai-actor',
    'x-user-id',
    'x-forwarded-user',
    'x-forwarded-for',
    'forwarded',
    'cookie',
    'host',
    'connection',
    'transfer-encoding',
    'upgrade',
    'te',
  ])('keeps %s of the caller outside', (name) => {
    expect(Object.values(requestHeaders({ [name]: 'forged' }, own))).not.toContain('forged');
  });

  it('drops the headers of the connection from an answer', () => {
    const into: Record<string, string | string[]> = {};
    copyResponseHeaders(
      {
        connection: 'keep-alive, X-Hop',
        'keep-alive': 'timeout=5',
        'transfer-encoding': 'chunked',
        'x-hop': '1',
        etag: '"7"',
        'set-cookie': ['a', 'b'],
      },
      into,
    );
    expect(into).toEqual({ etag: '"7"', 'set-cookie': ['a', 'b'] });
  });

  it('says of an answer all that it depends on, at the gateway and at the service', () => {
    const into: Record<string, string | string[]> = { vary: 'Accept-Language, Origin' };
    copyResponseHeaders({ vary: 'accept-language, Accept' }, into);
    expect(into).toEqual({ vary: 'accept-language, Origin, Accept' });
  });
});

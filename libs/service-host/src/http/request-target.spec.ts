import { plainTarget } from './request-target';

describe('the target of a request', () => {
  it.each([
    ['/api/v1/crates?limit=1', '/api/v1/crates?limit=1'],
    ['http://x/api/v1/crates', '/api/v1/crates'],
    ['HTTPS://x:8443/api?a=b', '/api?a=b'],
    ['http://a:b@x/api', '/api'],
    ['http://x', '/'],
    ['http://x?/api/v1', '/?/api/v1'],
    ['*', '*'],
    ['x.example:443', 'x.example:443'],
    ['/%61p%69/%7Ex%2Dy%2ez%5f%30', '/api/~x-y.z_0'],
    ['/a%2Fb%3Fc%20d%C3%A9', '/a%2Fb%3Fc%20d%C3%A9'],
    ['/api?q=%61', '/api?q=%61'],
    ['/%2561pi', '/%2561pi'],
    // either half alone would make another path of it
    ['/%%361pi', '/%%361pi'],
    ['/%zz%61', '/%zz%61'],
  ])('%s is %s', (written, plain) => expect(plainTarget(written)).toBe(plain));

  it('stays as it is when it is plain already', () => {
    for (let code = 0; code < 256; code += 1) {
      const escaped = `/%${code.toString(16).padStart(2, '0')}`;
      expect(plainTarget(plainTarget(escaped))).toBe(plainTarget(escaped));
      const isPlain = /[A-Za-z0-9._~-]/.test(String.fromCharCode(code));
      expect(plainTarget(escaped)).toBe(isPlain ? `/${String.fromCharCode(code)}` : escaped);
    }
  });
});

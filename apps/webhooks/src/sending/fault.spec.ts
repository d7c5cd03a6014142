import { faultOf } from './fault';

describe('what an error of the HTTP client means', () => {
  it.each([
    ['refused', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'connection-refused'],
    ['reset', Object.assign(new Error(), { code: 'ECONNRESET' }), 'connection-lost'],
    ['not found', Object.assign(new Error(), { code: 'ENOTFOUND' }), 'name-not-found'],
    ['another name', Object.assign(new Error(), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'tls'],
    ['an unknown authority', Object.assign(new Error(), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }), 'tls'],
    ['given up', new DOMException('late', 'TimeoutError'), 'timeout'],
    [
      'several addresses',
      Object.assign(new Error(), { errors: [Object.assign(new Error(), { code: 'ECONNREFUSED' })] }),
      'connection-refused',
    ],
    ['a cause', new Error('x', { cause: Object.assign(new Error(), { code: 'EPIPE' }) }), 'connection-lost'],
    ['anything', new Error('x'), 'failed'],
    ['no error', 'x', 'failed'],
  ])('%s', (_, error, fault) => expect(faultOf(error)).toBe(fault));
});

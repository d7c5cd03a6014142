import { TransientError, isTransient } from './transient-error';

const coded = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

describe('an error that will pass', () => {
  it.each([
    ['a serialization failure', coded('40001')],
    ['a deadlock', coded('40P01')],
    ['a lock that could not be had', coded('55P03')],
    ['a cancelled statement', coded('57014')],
    ['an administrator ending sessions', coded('57P01')],
    ['a full disk', coded('53100')],
    ['too many connections', coded('53300')],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a reset connection', coded('ECONNRESET')],
    ['an exhausted pool', new Error('timeout exceeded when trying to connect')],
    ['a cut connection', new Error('Connection terminated unexpectedly')],
    [
      'a transaction whose connection is gone',
      new Error('Query runner already released. Cannot run queries anymore.'),
    ],
    ['what a handler says will pass', new TransientError('later')],
    ['a silent server', new Error('Query read timeout')],
    ['a plan that a migration has made useless', coded('0A000', 'cached plan must not change result type')],
    ['a server that became a stand-by', coded('25006')],
    ['a server that is going down', coded('57P02')],
    ['a server that is coming up', coded('57P03')],
    ['a transaction that was silent too long', coded('25P03')],
    ['a transaction that took too long', coded('25P04')],
    [
      'a connection lost between two statements',
      new Error('Query runner already released. Cannot run queries'),
    ],
    [
      'a connection lost before the next statement',
      new Error('Database connection provided by a query runner was already released, cannot continue'),
    ],
    ['a host all of whose addresses refuse', new AggregateError([coded('ECONNREFUSED')])],
    ['an aborted timeout', Object.assign(new Error('slow'), { name: 'TimeoutError' })],
    ['a cause of that kind', new Error('outer', { cause: coded('40001') })],
    ['a driver error of that kind', Object.assign(new Error('query'), { driverError: coded('08006') })],
  ])('%s', (_, error) => expect(isTransient(error)).toBe(true));

  it.each([
    ['a programming error', new TypeError('undefined is no function')],
    ['a violated constraint', coded('23505')],
    ['a missing table', coded('42P01')],
    ['a feature the server does not have', coded('0A000')],
    ['a domain error', new Error('no such rate')],
    ['no error at all', 'text'],
    ['nothing', undefined],
  ])('but not %s', (_, error) => expect(isTransient(error)).toBe(false));
});

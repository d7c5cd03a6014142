import { Writable } from 'node:stream';
import { QueryFailedError } from 'typeorm';
import { createLogger } from './create-logger';
import { NestLogger } from './nest-logger';

const PLANTED = ['Wang Xiaoming', '13812345678', 'wang@example.com'];

function postgresError(message: string, facts: object): Error {
  return new QueryFailedError(
    'insert into customer (name) values ($1)',
    PLANTED,
    Object.assign(new Error(message), facts),
  );
}

const ERRORS: readonly (readonly [string, Error])[] = [
  [
    'a broken constraint',
    postgresError('duplicate key value violates unique constraint "customer_phone"', {
      code: '23505',
      constraint: 'customer_phone',
      table: 'customer',
      detail: 'Key (phone)=(13812345678) already exists.',
    }),
  ],
  [
    'a bad cast',
    postgresError('invalid input syntax for type integer: "Wang Xiaoming"', {
      code: '22P02',
      where: "unnamed portal parameter $1 = 'Wang Xiaoming'",
    }),
  ],
  ['a time-out', postgresError('canceling statement due to statement timeout', { code: '57014' })],
  ['a defect', new TypeError("Cannot read properties of undefined (reading 'Wang Xiaoming')")],
  [
    'a validation fault',
    Object.assign(new Error('invalid'), { target: { phone: PLANTED[1] }, value: PLANTED[0] }),
  ],
  ['a cause', new Error('failed', { cause: new Error(`no route for ${PLANTED[2]}`) })],
];

describe('errors in the log', () => {
  it.each(ERRORS)('%s shows nothing of the person it happened with', (_, error) => {
    let written = '';
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.toString();
        done();
      },
    });
    const logger = createLogger('orders', 'info', sink);
    logger.error({ err: error }, 'failed');
    logger.error(error);
    new NestLogger(logger).error(error, 'Consumer');
    new NestLogger(logger).error(error.message, error.stack, 'Consumer');
    new NestLogger(logger).error(error.message, error.stack);

    for (const value of PLANTED) expect(written).not.toContain(value);
    expect(written).toContain(error.constructor.name);
    expect(written).toContain('errors-in-the-log.spec');
  });

  it('still names the fault and the constraint', () => {
    let written = '';
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.toString();
        done();
      },
    });
    createLogger('orders', 'info', sink).error({ err: ERRORS[0]?.[1] }, 'failed');
    expect(JSON.parse(written)).toMatchObject({
      err: { code: '23505', constraint: 'customer_phone', table: 'customer' },
    });
  });
});

import { Writable } from 'node:stream';
import { runInCall } from '@houtai/messaging';
import { createLogger } from './create-logger';
import { NestLogger } from './nest-logger';

function loggerToMemory(level = 'info') {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { lines, logger: createLogger('orders', level, sink) };
}

describe('logs', () => {
  it('carry service, trace and correlation id of the work in hand', () => {
    const { lines, logger } = loggerToMemory();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    runInCall({ correlationId: 'c-1', traceparent }, () => logger.info('done'));
    expect(lines[0]).toMatchObject({
      service: 'orders',
      level: 'info',
      msg: 'done',
      correlationId: 'c-1',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
  });

  it('never show secrets or personal data', () => {
    const { lines, logger } = loggerToMemory();
    logger.info({
      authorization: 'Bearer x',
      customer: { phone: '138', name: { fullName: '王' } },
      headers: { cookie: 'x' },
    });
    expect(lines[0]).toMatchObject({
      authorization: '[redacted]',
      customer: { phone: '[redacted]', name: { fullName: '[redacted]' } },
      headers: { cookie: '[redacted]' },
    });
  });

  it('take what Nest writes, without its chatter', () => {
    const { lines, logger } = loggerToMemory();
    const nest = new NestLogger(logger);
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.log('joined', 'Consumer');
    nest.error('failed', 'Error: failed\n    at x (a.ts:1:2)', 'Consumer');
    nest.error(new Error('thrown'), 'Consumer');
    expect(lines).toMatchObject([
      { msg: 'joined', context: 'Consumer' },
      { msg: 'Error: message left out', stack: '    at x (a.ts:1:2)', context: 'Consumer' },
      { msg: 'Error: message left out', err: { type: 'Error' } },
    ]);
  });
});

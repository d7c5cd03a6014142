import { currentCall, loggableError, tellError } from '@houtai/messaging/base';
import pino from 'pino';
import type { HostLogger } from './host-logger';
import { traceIdOf } from './traceparent';

/** Never written to a log, at the top of a line or one or two levels below. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'phone',
  'email',
  'idNumber',
  'licenceNumber',
  'bankAccount',
  'address',
  'birthDate',
  'fullName',
];

export function createLogger(
  service: string,
  level: string,
  destination?: pino.DestinationStream,
): HostLogger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[redacted]',
    },
    mixin: idsOfWorkInHand,
    serializers: { err: loggableError, error: loggableError },
    hooks: {
      logMethod(args, method) {
        const [subject, message] = args as [unknown, unknown];
        // pino would take the message of a bare error as it is.
        if (subject instanceof Error && message === undefined) {
          method.apply(this, [{ err: subject }, tellError(subject)]);
        } else method.apply(this, args);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function idsOfWorkInHand(): object {
  const call = currentCall();
  return call ? { traceId: traceIdOf(call.traceparent), correlationId: call.correlationId } : {};
}

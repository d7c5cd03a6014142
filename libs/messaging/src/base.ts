/** What a program needs that signs in to Postgres and logs, and is no service: loads neither Nest nor a client of Kafka. */
export { currentCall } from './call-context';
export { loggableError, tellError } from './loggable-error';
export { PlainError } from './loggable-message';
export { BoundedClient } from './bounded-client';
export { sessionLimits } from './session-limits';
export { isTransient } from './consume/transient-error';
export { readTls, tlsVariable, type TlsKeys, type TlsSettings } from './tls-files';
export { MESSAGING_MIGRATIONS_DIR } from './migrations-directory';

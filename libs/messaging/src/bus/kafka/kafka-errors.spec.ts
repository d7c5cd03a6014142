import { KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from 'kafkajs';
import { isUnsendable, mayPass } from './kafka-errors';

/** As kafkajs wraps what its producer met. */
const final = (cause: Error) => Object.assign(new KafkaJSNonRetriableError(cause), { cause });
const answer = (type: string, retriable: boolean) =>
  Object.assign(new KafkaJSProtocolError(new Error(type)), { type, retriable });

describe('what an error of Kafka means', () => {
  it.each(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP'])(
    'a message refused with %s can never be sent',
    (type) => expect(isUnsendable(final(answer(type, false)))).toBe(true),
  );

  it.each([TypeError, RangeError, SyntaxError, ReferenceError])(
    'a %p of the client says nothing about the message, and does not pass for a consumer',
    (Kind) => {
      expect(isUnsendable(final(new Kind('a bug')))).toBe(false);
      expect(isUnsendable(new Kind('a bug'))).toBe(false);
      expect(mayPass(final(new Kind('a bug')))).toBe(false);
    },
  );

  it.each(['INVALID_TOPIC_EXCEPTION', 'TOPIC_AUTHORIZATION_FAILED', 'UNSUPPORTED_FOR_MESSAGE_FORMAT'])(
    'a configuration refused with %s does not bury events',
    (type) => expect(isUnsendable(final(answer(type, false)))).toBe(false),
  );

  it('a leader that has moved is neither the fault of the message nor the end of a consumer', () => {
    const moved = answer('NOT_LEADER_FOR_PARTITION', true);
    const exceeded = new KafkaJSNumberOfRetriesExceeded(moved, {
      retryCount: 0,
      retryTime: 0,
      cause: moved,
    } as ConstructorParameters<typeof KafkaJSNumberOfRetriesExceeded>[1]);
    expect(isUnsendable(exceeded)).toBe(false);
    expect(mayPass(exceeded)).toBe(true);
  });
});

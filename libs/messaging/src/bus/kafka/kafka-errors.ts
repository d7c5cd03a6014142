/**
 * Answers of the broker about the messages themselves, which no repetition will change. A topic that cannot be
 * is not among them: that is a fault of the configuration, and would bury every event.
 */
const UNSENDABLE = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
]);

/** Bugs, ours or of the client. */
const PROGRAMMING = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError']);

/** Whether the broker refuses the messages themselves. A bug of the client says nothing about them. */
export function isUnsendable(error: unknown): boolean {
  return causes(error).some((cause) => UNSENDABLE.has('type' in cause ? String(cause.type) : ''));
}

/** Whether a consumer that ended with this error may live when it is started again. */
export function mayPass(error: unknown): boolean {
  const chain = causes(error);
  if (chain.some(({ name }) => PROGRAMMING.has(name))) return false;
  return chain.some(
    (cause) =>
      cause.name === 'KafkaJSNumberOfRetriesExceeded' ||
      /Connection|Timeout|BrokerNotFound|NoBrokerAvailable|MetadataNotLoaded|CoordinatorNotFound/.test(
        cause.name,
      ) ||
      ('retriable' in cause && cause.retriable === true),
  );
}

/** Whether the group is choosing its members anew. */
export function isRebalance(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      'type' in cause &&
      [
        'REBALANCE_IN_PROGRESS',
        'NOT_COORDINATOR_FOR_GROUP',
        'ILLEGAL_GENERATION',
        'UNKNOWN_MEMBER_ID',
      ].includes(String(cause.type)),
  );
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 6; cause = cause.cause) chain.push(cause);
  return chain;
}

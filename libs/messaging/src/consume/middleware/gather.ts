import type { BatchOutcome, DeliveredMessage, PartitionBatch } from '../../bus/event-bus';
import type { Middleware, Step } from './middleware';

interface Arrived {
  readonly batch: PartitionBatch;
  readonly settle: (outcome: Promise<BatchOutcome>) => void;
}

/**
 * Takes batches of several partitions that the bus delivers at once as one: a saga at a hundred reservations a second
 * brings each partition one message at a time, and a transaction of its own for each costs more than its work. When what
 * was gathered fails, each partition is taken by itself, so that one in trouble holds up no other; what of it was done by
 * then is known and passed over.
 *
 * Without `lingerMs`, which is the rule, nobody waits. It pays for a consumer that nobody waits for: what comes alone is
 * taken at once, and what comes after it when so long has passed or a chunk has gathered.
 * @param together takes a batch or throws
 * @param taken is told of each batch that was taken together with others
 */
export function gather(
  together: Step<PartitionBatch>,
  { chunk, lingerMs }: { chunk: number; lingerMs: number },
  taken: (batch: PartitionBatch) => void = () => undefined,
): Middleware<PartitionBatch, BatchOutcome> {
  return (alone) => {
    let arrived: Arrived[] = [];
    let takenAt = -Infinity;
    let lingering: NodeJS.Timeout | undefined;
    let isDue = false;
    const take = async (): Promise<void> => {
      const present = arrived;
      arrived = [];
      lingering = undefined;
      isDue = false;
      takenAt = performance.now();
      const isTaken = present.length > 1 && (await areTaken(present.map(({ batch }) => batch)));
      for (const { batch, settle } of present) {
        if (isTaken) taken(batch);
        settle(isTaken ? Promise.resolve({}) : alone(batch));
      }
    };
    const areTaken = (batches: readonly PartitionBatch[]): Promise<boolean> =>
      together(inTurn(batches)).then(
        () => true,
        () => false,
      );
    const plan = (): void => {
      if (isDue) return;
      const early = takenAt + lingerMs - performance.now();
      if (early > 0 && !isChunk(arrived, chunk)) {
        lingering ??= setTimeout(() => void take(), early);
        return;
      }
      clearTimeout(lingering);
      isDue = true;
      // the bus hands over all that it has fetched before it comes to rest
      setImmediate(() => void take());
    };
    return (batch) =>
      new Promise((settle) => {
        arrived.push({ batch, settle });
        plan();
      });
  };
}

function isChunk(arrived: readonly Arrived[], chunk: number): boolean {
  return arrived.reduce((sum, { batch }) => sum + batch.messages.length, 0) >= chunk;
}

/** One message of each partition after the other, so that none waits behind another's backlog. */
export function inTurn(batches: readonly PartitionBatch[]): PartitionBatch {
  const [first] = batches;
  if (!first) throw new Error('there is nothing to take');
  const longest = Math.max(...batches.map(({ messages }) => messages.length));
  const places: { batch: PartitionBatch; message: DeliveredMessage }[] = [];
  for (let n = 0; n < longest; n += 1) {
    for (const batch of batches) {
      const message = batch.messages[n];
      if (message) places.push({ batch, message });
    }
  }
  let resolved = 0;
  return {
    topic: first.topic,
    partition: first.partition,
    messages: places.map(({ message }) => message),
    isCurrent: () => batches.every((batch) => batch.isCurrent()),
    resolve: (message) => {
      const last = new Map<PartitionBatch, DeliveredMessage>();
      while (resolved < places.length) {
        const place = places[resolved];
        if (!place) break;
        last.set(place.batch, place.message);
        resolved += 1;
        if (place.message === message) break;
      }
      for (const [batch, one] of last) batch.resolve(one);
    },
  };
}

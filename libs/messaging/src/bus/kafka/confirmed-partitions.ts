import { Partitioners, RecordMetadata } from 'kafkajs';

type Partitioner = ReturnType<typeof Partitioners.DefaultPartitioner>;

/**
 * Watches where the messages of one send go, to hold the reply against it: `sendBatch` of kafkajs also resolves
 * when a partition was never sent, because its leader had answered before (tulios/kafkajs#1303).
 */
export class ConfirmedPartitions {
  private readonly chosen = new Map<string, number>();

  /** For `kafka.producer`: the standard choice by key, noted. */
  readonly createPartitioner = (): Partitioner => {
    const choose = Partitioners.DefaultPartitioner();
    return (about) => {
      const partition = choose(about);
      const place = placeName(about.topic, partition);
      this.chosen.set(place, (this.chosen.get(place) ?? 0) + 1);
      return partition;
    };
  };

  /** A send begins. */
  begin(): void {
    this.chosen.clear();
  }

  /** Throws when one of the `count` messages of the send is not confirmed by the reply. */
  check(reply: readonly RecordMetadata[], count: number): void {
    const confirmed = new Set(
      reply
        .filter(({ errorCode }) => errorCode === 0)
        .map(({ topicName, partition }) => placeName(topicName, partition)),
    );
    const open = [...this.chosen.keys()].filter((place) => !confirmed.has(place));
    const sent = [...this.chosen.values()].reduce((sum, n) => sum + n, 0);
    if (open.length > 0) throw new Error(`not confirmed: ${open.sort().join(', ')}`);
    if (sent !== count) throw new Error(`${sent} of ${count} messages were given a partition`);
  }
}

function placeName(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

import { OutboxRow, TAKE_NEXT } from './outbox-rows';
import { RelayLeadership } from './relay-leadership';

/** The front of the queue of events to be published, as the leader sees it. */
export class QueueFront {
  private confirmed: string[] = [];

  constructor(private readonly leadership: RelayLeadership) {}

  /** The bus has these; they go off the queue with the next look at it. */
  published(rows: readonly OutboxRow[]): void {
    for (const { seq } of rows) this.confirmed.push(seq);
  }

  /** The next rows, without those in hand; takes off the queue what was published. */
  async next(inHand: readonly OutboxRow[] = []): Promise<OutboxRow[]> {
    const gone = this.confirmed;
    this.confirmed = [];
    try {
      return await this.leadership.query<OutboxRow>('take_next', TAKE_NEXT, [
        gone,
        inHand.map(({ seq }) => seq),
      ]);
    } catch (error) {
      this.confirmed.push(...gone);
      throw error;
    }
  }
}

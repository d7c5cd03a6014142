import type { SecretBox } from '../secrets/secret-box';
import type { IdempotencyClaim } from './idempotency-key.store';

/** How the answer to a request is kept: as it is, or sealed where it holds a secret. */
export class KeptAnswer {
  /** @param secrets given where the answer is to be sealed, bound to the row it is kept in */
  constructor(
    private readonly claim: Pick<IdempotencyClaim, 'actor' | 'key'>,
    private readonly secrets?: SecretBox,
  ) {}

  /** @returns JSON text, or what only the service can read; null for an empty answer */
  write(answer: unknown): string | null {
    if (answer === undefined) return null;
    const text = JSON.stringify(answer);
    return this.secrets ? this.secrets.seal(text, this.place()) : text;
  }

  read(kept: string | null): unknown {
    if (kept === null) return undefined;
    return JSON.parse(this.secrets ? this.secrets.open(kept, this.place()) : kept) as unknown;
  }

  private place() {
    const { actor, key } = this.claim;
    return { table: 'idempotency_key', column: 'body', record: JSON.stringify([actor, key]) };
  }
}

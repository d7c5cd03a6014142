import { DomainError } from '@houtai/domain-kit';

/**
 * A refusal that was written down. What its transaction has done is kept, although the request is refused; the claim of
 * an idempotency key is not, so the key may be used again. Throw it outside of any unit of work of your own.
 */
export class RecordedRefusal extends DomainError {
  constructor({ code, text, details }: DomainError) {
    super(code, text, details);
  }
}

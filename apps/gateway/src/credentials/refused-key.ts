import { DomainError } from '@houtai/domain-kit';

/** Whose key it is. */
export interface KeyOwner {
  keyId: string;
  partnerId: string;
}

/** A key whose secret was right may not be used, now or from there: its owner is known, and wants to know. */
export class RefusedKeyError extends DomainError {
  constructor(
    { code, text, details }: DomainError,
    readonly owner: KeyOwner,
  ) {
    super(code, text, details);
  }
}

/**
 * An expected refusal of a command, named by a literal code of the context that refuses.
 * service-host maps codes to problem details; an error that is not a DomainError is a defect and becomes a 500.
 */
export class DomainError<Code extends string = string> extends Error {
  constructor(
    readonly code: Code,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

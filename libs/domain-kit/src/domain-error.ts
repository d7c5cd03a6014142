/** A text in the languages of the API. */
export interface LocalText {
  readonly en: string;
  readonly zh: string;
}

/**
 * An expected refusal, named by a code that is declared once (see `defineErrors`). service-host shows it as problem
 * details; an error that is not a DomainError is a defect and becomes a 500.
 */
export class DomainError<Code extends string = string> extends Error {
  /**
   * @param text the sentence about this occurrence
   * @param details the facts in it, for programs
   */
  constructor(
    readonly code: Code,
    readonly text: LocalText,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(text.en);
    this.name = new.target.name;
  }
}

import type { ApiDocument } from '../system/api-document';
import type { Answer, Ask } from '../system/colleague';

/** One row of each kind, by what they are called in paths: `{ reservations: '0190…' }`. */
export type Rows = Readonly<Record<string, string>>;

export interface Caller {
  ask<T>(method: string, path: string, ask?: Ask): Promise<Answer<T>>;
}

/** What the walk goes through: a system in which the house and two partners have rows. */
export interface WalkWorld {
  readonly document: ApiDocument;
  /** Partner A with all that partners may do. */
  readonly partner: Caller;
  /** Partner B, likewise. */
  readonly other: Caller;
  readonly own: Rows;
  /** Rows of B. */
  readonly ofOther: Rows;
  readonly ofHouse: Rows;
  /** Rows that everybody may know. */
  readonly reference: Rows;
  /** What stands in rows of B and the house, beside their ids, and in nothing that A may see. */
  readonly canaries: readonly string[];
  /** What A's credential may do, where that is not all that partners may: what is beyond it has to be shut. */
  readonly permits?: ReadonlySet<string>;
  /** What A was told meanwhile without asking, as it came: live updates, webhooks. */
  readonly told?: () => readonly string[];
  /**
   * Body, or query of a GET, by operation, for those that a schema alone does not lead to.
   * @param rows ids that it may name
   */
  readonly inputs?: Readonly<Record<string, (rows: Rows) => object>>;
}

/** The kind of row that a field or parameter names: `customerId` is one of `customers`; undefined for any other. */
export function kindOf(name: string): string | undefined {
  const noun = /^([a-z][A-Za-z]*?)Ids?$/.exec(name)?.[1];
  return noun && plural(kebab(noun));
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function plural(noun: string): string {
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : noun.replace(/([^aeiou])y$/, '$1ie') + 's';
}

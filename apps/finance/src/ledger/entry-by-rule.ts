import { ACCOUNT } from '../posting-rules/accounts';
import type { LineDraft } from '../posting-rules/entry-draft';
import type { EntryFault } from './manual-entry';

/**
 * What lines by a rule are about and finance need not know of: a bill, a loan, a reservation before its agreement. Only what is
 * charged to an order needs the order in the books.
 */
export function documentsOf(lines: readonly LineDraft[]): string[] {
  const ordersOf = (those: readonly LineDraft[]) => those.flatMap(({ orderId }) => orderId ?? []);
  const charged = new Set(ordersOf(lines.filter(({ account }) => account === ACCOUNT.receivable)));
  return ordersOf(lines).filter((orderId) => !charged.has(orderId));
}

/** Faults of lines that a rule made, as faults of the facts that it made them of; each once. */
export function faultsOfFacts(
  faults: readonly EntryFault[],
  lines: readonly LineDraft[],
  facts: unknown,
): EntryFault[] {
  const told = new Map<string, EntryFault>();
  for (const fault of faults) {
    const field = factOf(fault.field, lines, facts);
    const retold = (text: string) => field + text.slice(fault.field.length);
    const message = { en: retold(fault.message.en), zh: retold(fault.message.zh) };
    told.set(`${field} ${fault.rule}`, { field, rule: fault.rule, message });
  }
  return [...told.values()];
}

/** The fact that has the value of the faulty field of a line; the facts as a whole where there is none. */
function factOf(field: string, lines: readonly LineDraft[], facts: unknown): string {
  const [, index, name] = /^lines\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  const line = lines[Number(index)];
  const value = name === 'account' ? line?.account : name === 'reservationId' ? line?.orderId : undefined;
  const known = Object.entries(facts ?? {}).find(([, fact]) => value !== undefined && fact === value);
  return known ? `facts.${known[0]}` : 'facts';
}

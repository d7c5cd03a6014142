import type { StatementName } from './statements';

/** A reservation that the system took, as its database has it. */
export interface Taken {
  readonly row: Readonly<Record<string, unknown>>;
  readonly history: Readonly<Record<string, unknown>>;
  readonly event: {
    readonly id: string;
    readonly topic: string;
    readonly type: string;
    readonly data: Submitted;
    readonly headers: Readonly<Record<string, string>>;
  };
}

interface Submitted {
  readonly reservationId: string;
  readonly number: string;
  readonly customerId: string;
  readonly classCode: string;
  readonly pickUp: { readonly branchId: string; readonly at: string };
  readonly return: { readonly branchId: string };
  readonly holdExpiresAt: string;
}

/** What differs from one submission to the next: `n` counts within client `m`, the others choose rows. */
export type Variable = 'm' | 'n' | 'customer' | 'branch' | 'k';

/** Ids whose last twelve digits are a number, so that pgbench can count and choose. */
export const idOf = {
  reservation: (m: string, n: string) => `${m}-0000-7000-8000-${n}`,
  event: (m: string, n: string) => `${m}-0000-7000-9000-${n}`,
  customer: (number: string) => `00000000-0000-7000-a000-${number}`,
  branch: (number: string) => `00000000-0000-7000-b000-${number}`,
};

/** In place of the number that the first statement draws and the service puts into the second. */
function numberOf(m: string, n: string): string {
  return `${m}-${n}`;
}

/** Not yet answered: what the saga adds to the row later. */
const LATER = {
  version: 1,
  revision: 1,
  status: 'submitted',
  reasons: null,
  alternatives: null,
  change: null,
  change_expires_at: null,
  earlier_notices: null,
  vehicle_id: null,
  allocation_id: null,
  allocated_at: null,
  refused_handover: null,
  agreement_id: null,
  cancellation: null,
  fee_fen: null,
  fee_settled_at: null,
  confirmed_at: null,
  readied_at: null,
  ended_at: null,
};

/** The parameters orders would send for a submission like `taken`, with `value` standing where each one differs. */
export function parametersLike(
  { row, history, event }: Taken,
  value: (variable: Variable) => string,
): Record<StatementName, (string | null)[]> {
  const { data, headers, id, topic, type } = event;
  const replaced = new Map([
    [data.reservationId, idOf.reservation(value('m'), value('n'))],
    [data.number, numberOf(value('m'), value('n'))],
    [id, idOf.event(value('m'), value('n'))],
    [data.customerId, idOf.customer(value('customer'))],
    [data.pickUp.branchId, idOf.branch(value('branch'))],
    [data.return.branchId, idOf.branch(value('branch'))],
    [data.classCode, `class-${value('k')}`],
  ]);
  const like = (text: string) =>
    [...replaced].reduce((sofar, [from, to]) => sofar.replaceAll(from, to), text);
  const outbox = [{ n: 0, id, topic, key: data.reservationId, type, data, headers, version: 1 }];
  return {
    'wish-facts': [
      data.customerId,
      data.classCode,
      data.pickUp.branchId,
      data.return.branchId,
      data.pickUp.at,
      'infinity',
      '0',
      'true',
      null,
    ].map((text) => text && like(text)),
    'reservation-insert-told': [
      JSON.stringify([{ ...row, ...LATER, hold_expires_at: data.holdExpiresAt }]),
      JSON.stringify([history]),
      JSON.stringify(outbox),
    ].map(like),
  };
}

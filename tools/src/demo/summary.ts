import type { WebhookFigures } from './agency';
import { ApiClient } from './api-client';
import { BookingStory } from './booking-story';
import { everyPage } from './every-page';
import { AgreementView, AllocationView, BusView, ReservationView } from './views';

/** What `--json` writes; the shape is part of the command's contract. */
export interface Summary {
  bus: string;
  bookings: number;
  reservations: { submitted: number; confirmed: number; rejected: number; cancelled: number; noShow: number };
  changes: number;
  agreements: { opened: number; closed: number };
  ledger: { entries: number; debitFen: number; creditFen: number };
  overlappingAllocations: number;
  events: { produced: number; applied: number; parked: number };
  /** What the agency's receiver was to be told. */
  webhooks: WebhookFigures;
  seconds: number;
}

/** Everything the invariants are judged by, read back from the system and not from what the player believes. */
export interface Findings extends Summary {
  /** Events due: for each consumer, what was produced of the types it handles. */
  eventsDue: number;
  /** Confirmed reservations that are not at an end state, by id. */
  unfinished: string[];
}

const ENDS = new Set(['converted', 'cancelled', 'no-show', 'rejected', 'expired']);

/** Reads back every reservation, agreement and allocation of the run, the trial balance and the state of the bus. */
export async function takeStock(
  api: ApiClient,
  stories: readonly BookingStory[],
  bus: BusView,
): Promise<Omit<Findings, 'bus' | 'seconds' | 'webhooks'>> {
  const [reservations, agreements, allocations, ledger] = await Promise.all([
    Promise.all(
      stories.map(({ reservationId }) => api.get<ReservationView>(`/api/v1/reservations/${reservationId}`)),
    ),
    Promise.all(
      stories.flatMap(({ agreementId }) =>
        agreementId ? [api.get<AgreementView>(`/api/v1/agreements/${agreementId}`)] : [],
      ),
    ),
    everyPage<AllocationView>(api, '/api/v1/allocations'),
    api.get<{ entries: number; totals: { debitFen: number; creditFen: number } }>('/api/v1/trial-balance'),
  ]);
  const unfinished = [
    ...reservations
      .filter(({ status }) => !ENDS.has(status))
      .map(({ id, status }) => `reservation ${id} is ${status}`),
    ...agreements
      .filter(({ status }) => status !== 'closed')
      .map(({ id, status }) => `agreement ${id} is ${status}`),
  ];
  const count = (status: ReservationView['status']) =>
    reservations.filter((reservation) => reservation.status === status).length;
  return {
    bookings: stories.length,
    reservations: {
      submitted: reservations.length,
      confirmed: stories.filter(({ confirmed }) => confirmed).length,
      rejected: count('rejected') + count('expired'),
      cancelled: count('cancelled'),
      noShow: count('no-show'),
    },
    changes: stories.reduce((sum, { changesAccepted }) => sum + changesAccepted, 0),
    agreements: {
      opened: agreements.length,
      closed: agreements.filter(({ status }) => status === 'closed').length,
    },
    ledger: { entries: ledger.entries, debitFen: ledger.totals.debitFen, creditFen: ledger.totals.creditFen },
    overlappingAllocations: overlapping(allocations),
    events: { produced: bus.produced, applied: bus.applied, parked: bus.parked },
    eventsDue: bus.due,
    unfinished,
  };
}

/**
 * What is wrong with the play itself, one sentence each. Whether each event has arrived, and once, is for the
 * independent checker (`verify`): totals of applied and due cannot tell, for a loss and a repetition cancel.
 */
export function brokenInvariants(findings: Findings): string[] {
  const { ledger, overlappingAllocations, events, unfinished, reservations, agreements } = findings;
  const { messages, delivered, exhausted } = findings.webhooks;
  const broken: string[] = [];
  if (ledger.debitFen !== ledger.creditFen)
    broken.push(`debits ${ledger.debitFen} fen, credits ${ledger.creditFen} fen`);
  if (agreements.opened > 0 && ledger.entries === 0)
    broken.push('vehicles were rented and nothing was posted');
  if (overlappingAllocations > 0)
    broken.push(`${overlappingAllocations} pairs of allocations overlap on a vehicle`);
  if (events.parked > 0) broken.push(`${events.parked} messages are parked`);
  if (exhausted > 0) broken.push(`${exhausted} messages to the agency were given up`);
  if (delivered + exhausted !== messages)
    broken.push(`${messages} messages to the agency, of which its receiver took ${delivered}`);
  if (reservations.confirmed === 0) broken.push('no reservation was confirmed');
  for (const sentence of unfinished.slice(0, 10)) broken.push(sentence);
  if (unfinished.length > 10) broken.push(`… and ${unfinished.length - 10} more unfinished`);
  return broken;
}

/** Pairs of allocations that hold the same vehicle at the same time; counted here, independent of the database's own refusal. */
export function overlapping(allocations: readonly AllocationView[]): number {
  const byVehicle = new Map<string, AllocationView[]>();
  for (const allocation of allocations) {
    if (allocation.status === 'released') continue;
    byVehicle.set(allocation.vehicleId, [...(byVehicle.get(allocation.vehicleId) ?? []), allocation]);
  }
  let pairs = 0;
  for (const list of byVehicle.values()) {
    list.sort((a, b) => a.from.localeCompare(b.from));
    list.forEach((first, i) => {
      for (let j = i + 1; j < list.length && (list[j]?.from ?? '') < first.to; j++) pairs += 1;
    });
  }
  return pairs;
}

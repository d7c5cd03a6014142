import type { Booking } from './booking';
import { customerOf } from './customer';
import type { Stage } from './stage';
import type { StoryRequests } from './story-requests';
import type { ReservationView } from './views';

interface Submitted {
  reservationId: string;
  /** As the house knows them. */
  customerId: string;
}

/** A wish comes in: staff registers the customer and asks for them, or the agency brings them and books. */
export function submit(booking: Booking, stage: Stage, requests: StoryRequests): Promise<Submitted> {
  return booking.channel === 'partner'
    ? submitAsAgency(booking, stage, requests)
    : submitAsStaff(booking, stage, requests);
}

async function submitAsStaff(booking: Booking, stage: Stage, requests: StoryRequests): Promise<Submitted> {
  const { submitAt: time, channel } = booking;
  const person = customerOf(booking, stage.generation);
  const { id: customerId } = await requests.post<{ id: string }>('customers', time, 'customer', person);
  await requests.post(`customers/${customerId}/verify`, time, 'verify');
  const body = { ...wishOf(booking, stage), customerId, channel };
  const { id } = await requests.post<ReservationView>('reservations', time, 'submit', body);
  return { reservationId: id, customerId };
}

/** The agency knows the customer by an id of its own; the desk looks at the papers. */
async function submitAsAgency(booking: Booking, stage: Stage, requests: StoryRequests): Promise<Submitted> {
  const { submitAt: time, number } = booking;
  const customer = { ...customerOf(booking, stage.generation), consent: { textVersion: '2026-01' } };
  const body = { ...wishOf(booking, stage), customer, reference: `${stage.run}-${number}` };
  const { id } = await requests.asBooker<ReservationView>('reservations', time, 'submit', body);
  const { customerId } = await stage.api.get<ReservationView>(`/api/v1/reservations/${id}`);
  await requests.post(`customers/${customerId}/verify`, time, 'verify');
  return { reservationId: id, customerId };
}

function wishOf({ classCode, pickUp, return: back }: Booking, { company }: Stage) {
  const stop = ({ branchCode, at }: { branchCode: string; at: string }) => {
    const branchId = company.branchIds.get(branchCode);
    if (!branchId) throw new Error(`Unknown branch ${branchCode}`);
    return { branchId, at };
  };
  return { classCode, pickUp: stop(pickUp), return: stop(back) };
}

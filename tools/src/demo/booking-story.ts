import { Instant, addHours, addMinutes, laterOf } from '@houtai/domain-kit';
import { ApiError } from './api-client';
import { Booking } from './booking';
import { Random } from './random';
import type { Stage } from './stage';
import { StoryRequests } from './story-requests';
import { submit } from './submission';
import { AgreementView, AllocationView, Page, ReceivableView, ReservationView, VehicleView } from './views';

const NO_SHOW_AFTER_HOURS = 5;
/** Of orders, as configured by default. */
const GRACE_HOURS = 4;

/** One booking from wish to end, as the customer and the staff live it through the API. */
export class BookingStory {
  reservationId = '';
  customerId = '';
  agreementId?: string;
  confirmed = false;
  changesAccepted = 0;
  lateMinutes = 0;
  end?: 'rejected' | 'cancelled' | 'no-show' | 'returned';

  private readonly requests: StoryRequests;
  private readonly random: Random;
  private changedClass = false;

  constructor(
    readonly booking: Booking,
    private readonly stage: Stage,
  ) {
    this.requests = new StoryRequests(booking, stage);
    this.random = new Random(stage.seed * 1_000_003 + booking.number);
  }

  async submit(): Promise<void> {
    const { reservationId, customerId } = await submit(this.booking, this.stage, this.requests);
    this.reservationId = reservationId;
    this.customerId = customerId;
    this.stage.agenda.add(this.booking.submitAt, 'answer', () => this.readAnswer());
  }

  private async readAnswer(): Promise<void> {
    const { booking } = this;
    const reservation = await this.reservation();
    if (reservation.status === 'rejected' || reservation.status === 'expired') {
      this.end = 'rejected';
      return;
    }
    this.confirmed = reservation.status !== 'submitted';
    if (!this.confirmed) {
      throw new Error(`Reservation ${this.reservationId} has no answer although the bus is drained`);
    }
    booking.changes.forEach((change, i) =>
      this.stage.agenda.add(laterOf(change.at, booking.submitAt), 'change', () =>
        this.requestChange(change.returnDays, change.at, i),
      ),
    );
    if (booking.ending.kind === 'cancelled') {
      const { at } = booking.ending;
      this.stage.agenda.add(at, 'cancel', () => this.cancel(at, 'customer'));
    } else {
      this.stage.agenda.add(reservation.pickUp.at, 'handover', () => this.appear());
    }
  }

  private async requestChange(returnDays: number, at: Instant, serial: number): Promise<void> {
    if (this.end) return;
    const now = await this.reservation();
    const change = { return: { ...now.return, at: addHours(now.return.at, 24 * returnDays) } };
    if (change.return.at <= now.pickUp.at) return;
    try {
      await this.requests.asBooker(
        `reservations/${this.reservationId}/change`,
        at,
        `change-${serial}`,
        change,
      );
    } catch (error) {
      // Two changes of one day: the first is still being decided, so the customer asks again a wave later.
      if (!(error instanceof ApiError) || error.code !== 'change-pending') throw error;
      this.stage.agenda.add(at, 'change', () => this.requestChange(returnDays, at, serial));
      return;
    }
    this.stage.agenda.add(at, 'answer', async () => {
      const answered = await this.reservation();
      if (answered.return.at === change.return.at) this.changesAccepted += 1;
    });
  }

  private async cancel(time: Instant, reason: 'customer' | 'company'): Promise<void> {
    const path = `reservations/${this.reservationId}/cancel`;
    if (reason === 'customer') await this.requests.asBooker(path, time, 'cancel', { reason });
    else await this.requests.post(path, time, 'cancel', { reason, note: 'No vehicle is there' });
    this.end = 'cancelled';
    this.stage.agenda.add(time, 'pay', () => this.payWhatIsOwed(addMinutes(time, 5)));
  }

  /** The customer comes for the vehicle, or does not. */
  private async appear(): Promise<void> {
    const reservation = await this.reservation();
    const { ending } = this.booking;
    if (ending.kind === 'no-show') {
      const time = addHours(reservation.pickUp.at, NO_SHOW_AFTER_HOURS);
      await this.requests.post(`reservations/${this.reservationId}/no-show`, time, 'no-show');
      this.end = 'no-show';
      this.stage.agenda.add(time, 'pay', () => this.payWhatIsOwed(addMinutes(time, 60)));
      return;
    }
    if (await this.takesAnotherClass(reservation)) return;
    await this.handOver(reservation);
  }

  /**
   * Where the data knows that another class was handed over than was reserved, the desk asks dispatch for it; when
   * none is free the customer gets what was promised.
   */
  private async takesAnotherClass({ pickUp, vehicleId, classCode }: ReservationView): Promise<boolean> {
    const { assignedClassCode, number } = this.booking;
    if (this.changedClass || !vehicleId || !assignedClassCode || assignedClassCode === classCode)
      return false;
    this.changedClass = true;
    const swapped = await this.swap(pickUp.at, { classCode: assignedClassCode }, `class-${number}`);
    if (swapped) this.stage.agenda.add(pickUp.at, 'late-handover', () => this.appear());
    return swapped;
  }

  /** Asks dispatch for another vehicle; false when there is none. */
  private async swap(time: Instant, wish: { classCode?: string }, step: string): Promise<boolean> {
    const allocations = await this.stage.api.get<Page<AllocationView>>(
      `/api/v1/allocations?reservationId=${this.reservationId}`,
    );
    const active = allocations.items.find(({ status }) => status === 'active');
    if (!active) return false;
    try {
      await this.requests.post(`allocations/${active.id}/swap`, time, `swap-${step}-${active.id}`, wish);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      return false;
    }
  }

  private async handOver(reservation: ReservationView): Promise<void> {
    const vehicle = reservation.vehicleId
      ? await this.stage.api.get<VehicleView>(`/api/v1/vehicles/${reservation.vehicleId}`)
      : undefined;
    // Who waits longer than the grace is not handed a vehicle any more.
    const here =
      vehicle?.branchId === reservation.pickUp.branchId &&
      ['available', 'reserved'].includes(vehicle.operation) &&
      vehicle.since < addHours(reservation.pickUp.at, GRACE_HOURS);
    if (!vehicle || !here) {
      await this.findAnotherVehicle(reservation);
      return;
    }
    const time = laterOf(reservation.pickUp.at, vehicle.since);
    const handover = `reservations/${this.reservationId}/handover`;
    const agreement = await this.requests.post<AgreementView>(handover, time, `handover-${vehicle.id}`, {
      odometerKm: vehicle.odometerKm,
      fuelPercent: 100,
      rentalDepositReference: `POS-R-${this.booking.number}`,
      violationDepositReference: `POS-V-${this.booking.number}`,
    });
    this.agreementId = agreement.id;
    this.lateMinutes = this.booking.ending.kind === 'rental' ? this.booking.ending.lateMinutes : 0;
    const returnAt = laterOf(addMinutes(reservation.return.at, this.lateMinutes), addHours(time, 1));
    this.stage.agenda.add(returnAt, 'return', () => this.bringBack(reservation, vehicle, returnAt));
  }

  /** The vehicle is not there: dispatch swaps it, and when it cannot, the company withdraws at its own cost. */
  private async findAnotherVehicle({ pickUp }: ReservationView): Promise<void> {
    if (await this.swap(pickUp.at, {}, 'missing')) {
      this.stage.agenda.add(pickUp.at, 'late-handover', () => this.appear());
    } else {
      await this.cancel(pickUp.at, 'company');
    }
  }

  private async bringBack(reservation: ReservationView, vehicle: VehicleView, time: Instant): Promise<void> {
    const days = Math.max(1, Math.round((Date.parse(time) - Date.parse(reservation.pickUp.at)) / 86_400_000));
    await this.requests.post(`agreements/${this.agreementId}/return`, time, 'return', {
      branchId: reservation.return.branchId,
      odometerKm: vehicle.odometerKm + days * this.random.between(40, 260),
      fuelPercent: this.random.chance(0.8) ? 100 : this.random.between(40, 99),
    });
    await this.requests.post(`agreements/${this.agreementId}/settle`, addMinutes(time, 5), 'settle');
    this.end = 'returned';
    this.stage.agenda.add(time, 'check-in', async () => {
      const inspectedAt = addMinutes(time, 30);
      await this.requests.post(`vehicles/${vehicle.id}/check-in`, inspectedAt, 'check-in', { cleaned: true });
      await this.payWhatIsOwed(addMinutes(time, 10));
    });
  }

  private async payWhatIsOwed(time: Instant): Promise<void> {
    const { dueFen } = await this.stage.api
      .get<ReceivableView>(`/api/v1/receivables/${this.reservationId}`)
      .catch((error) => {
        if (error instanceof ApiError && error.status === 404) return { dueFen: 0 };
        throw error;
      });
    if (dueFen <= 0) return;
    await this.requests.post('payments', time, 'pay', {
      reservationId: this.reservationId,
      amountFen: dueFen,
      method: 'wechat-pay',
      reference: `WX-${this.stage.run}-${this.booking.number}`,
    });
  }

  private reservation(): Promise<ReservationView> {
    return this.stage.api.get<ReservationView>(`/api/v1/reservations/${this.reservationId}`);
  }
}

import { testId } from '@houtai/testing';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { NOW, WISH, type Answer, type Shop } from './a-running-shop';

/** Somebody who asks as a partner, with the widest rights a partner has. */
export class Partner {
  readonly id: string;
  private customers = 0;

  constructor(
    private readonly shop: Shop,
    private readonly number: number,
  ) {
    this.id = testId(0xa00 + number);
  }

  ask<Body = Record<string, unknown>>(
    method: string,
    path: string,
    request: { body?: unknown; time?: string; headers?: Record<string, string>; scope?: string } = {},
  ): Promise<Answer<Body>> {
    const { time = NOW } = request;
    const identity = { roles: ['partner-key'], partner: this.id, sub: `key-${this.number}` };
    return this.shop.service.http<Body>(method, `/api/v1/${path}`, { ...request, time, ...identity });
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.ask<Body>('GET', path);
  }

  /** Knows a customer of the house by an id of its own. */
  async knows(customerId = this.shop.customerId): Promise<string> {
    const id = testId(0xb00 + 0x10 * this.number + (this.customers += 1));
    await this.shop.service.sql(
      'insert into customer_partner_link (link_id, partner_id, customer_id, linked_at) values ($1, $2, $3, $4)',
      [id, this.id, customerId, NOW],
    );
    return id;
  }

  submit(customerId: string, changes: object = {}): Promise<Answer<PartnerReservationView>> {
    return this.ask('POST', 'reservations', { body: { ...WISH, customerId, ...changes } });
  }

  async books(customerId: string, changes: object = {}): Promise<PartnerReservationView> {
    const { id } = (await this.submit(customerId, changes)).body;
    await this.shop.hold(id);
    return (await this.get<PartnerReservationView>(`reservations/${id}`)).body;
  }
}

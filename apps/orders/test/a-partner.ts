import { randomUUID } from 'node:crypto';
import { partnerContractChangedV1, partnerRegisteredV1, type PartnerContract } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { testId } from '@houtai/testing';
import type { PartnerReservationView } from '../src/reservations/partner-reservation-view.dto';
import { sampleProfile } from './samples/sample-customer';
import { NOW, WISH, type Answer, type Shop } from './a-running-shop';

/** Somebody who asks as a partner, with the widest rights a partner has. */
export class Partner {
  readonly id: string;
  private customers = 0;
  private contracts = 0;
  private signed: Promise<void> | undefined;

  constructor(
    private readonly shop: Shop,
    private readonly number: number,
  ) {
    this.id = testId(0xa00 + number);
  }

  /** The gateway tells of a contract; the first one before anything else is asked, unless there was one. */
  signs(terms: Partial<PartnerContract> = {}): Promise<void> {
    this.signed = this.tells(terms);
    return this.signed;
  }

  private async tells(terms: Partial<PartnerContract>): Promise<void> {
    const { service } = this.shop;
    const { priceGroup } = partnerRegisteredV1.sample.contract;
    const contract = {
      priceGroup,
      mostOpenReservations: 10_000,
      identityCheck: 'at-pick-up' as const,
      ...terms,
    };
    const data = { partnerId: this.id, contract, changedAt: NOW };
    const event =
      (this.contracts += 1) === 1
        ? outgoing(partnerRegisteredV1, this.id, 1, { ...data, code: `p-${this.number}`, registeredAt: NOW })
        : outgoing(partnerContractChangedV1, this.id, this.contracts, data);
    await service.publish(event);
    await service.drained();
  }

  async ask<Body = Record<string, unknown>>(
    method: string,
    path: string,
    request: { body?: unknown; time?: string; headers?: Record<string, string>; scope?: string } = {},
  ): Promise<Answer<Body>> {
    await (this.signed ??= this.tells({}));
    const { time = NOW } = request;
    const identity = { roles: ['partner-key'], partner: this.id, sub: `key-${this.number}` };
    const own: Record<string, string> = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const headers = { ...own, ...request.headers };
    return this.shop.service.http<Body>(method, `/api/v1/${path}`, {
      ...request,
      headers,
      time,
      ...identity,
    });
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

  submit(
    customer: string | object,
    changes: object = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<PartnerReservationView>> {
    const named = typeof customer === 'string' ? { customerId: customer } : { customer };
    return this.ask('POST', 'reservations', { body: { ...WISH, ...named, ...changes }, headers });
  }

  /** A reservation that dispatch has a vehicle for. */
  async books(customer: string | object, changes: object = {}): Promise<PartnerReservationView> {
    const { id } = (await this.submit(customer, changes)).body;
    await this.shop.hold(id);
    return (await this.get<PartnerReservationView>(`reservations/${id}`)).body;
  }
}

/** Somebody a partner brings; the passport makes the person. */
export function brought(passport: string, changes: object = {}) {
  const { tier: _, ...profile } = sampleProfile;
  const idDocument = { type: 'passport', number: passport };
  return { ...profile, idDocument, consent: { textVersion: '2027-01' }, ...changes };
}

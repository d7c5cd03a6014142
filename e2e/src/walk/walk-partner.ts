import { ROLE_PERMISSIONS } from '@houtai/service-host';
import { Colleague } from '../system/colleague';
import { customerBody, type Company } from '../system/company';
import { eventually, type Office } from '../system/office';
import type { Agreement, Page, Reservation, Wish } from '../system/views';
import type { Rows } from './walk-world';

const PASSWORD = 'a long walk by the lake';

/** A partner with an administrator and a row of each kind that partners have. */
export class WalkPartner {
  private constructor(
    private readonly office: Office,
    readonly code: string,
    readonly id: string,
    /** Who may do all that partners may. */
    readonly admin: Colleague,
  ) {}

  static async open(office: Office, code: string): Promise<WalkPartner> {
    const manager = office.as('operations-manager');
    const contract = { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' };
    const { id } = await manager.post<{ id: string }>('/api/v1/partners', {
      body: {
        code,
        name: `name of ${code}`,
        contract,
        contacts: [{ name: '沈一', email: `shen@${code}.example` }],
      },
    });
    const { username } = await manager.post<{ username: string }>(`/api/v1/partners/${id}/users`, {
      body: { username: 'shen', name: '沈一', roles: ['partner-admin'], password: PASSWORD },
    });
    return new WalkPartner(
      office,
      code,
      id,
      new Colleague(office.system.gatewayUrl, { username, password: PASSWORD }, office.recorder),
    );
  }

  /** Somebody of the partner, and a key. */
  async people(): Promise<Rows> {
    const { id: users } = await this.admin.post<{ id: string }>(`/api/v1/partners/${this.id}/users`, {
      body: { username: 'li', name: `Li of ${this.code}`, roles: ['partner-agent'], password: PASSWORD },
    });
    const { id: key } = await this.admin.post<{ id: string }>('/api/v1/api-keys', {
      body: { name: `key of ${this.code}`, scopes: ['branches:read', 'reservations:read'] },
    });
    return {
      partners: this.id,
      users,
      actors: users,
      'api-keys': key,
      keys: key,
      correlations: crypto.randomUUID(),
    };
  }

  /** A key that may do all that keys may. */
  async widestKey(): Promise<string> {
    const body = { name: 'widest', scopes: ROLE_PERMISSIONS['partner-key'] };
    return (await this.admin.post<{ key: string }>('/api/v1/api-keys', { body })).key;
  }

  /** From now on it is told at this address. */
  async listens(url: string): Promise<Rows> {
    const path = '/api/v1/webhook-endpoints';
    const body = { url: `${url}/${this.code}`, eventTypes: ['*'] };
    const { id } = await this.admin.post<{ id: string }>(path, { body });
    await this.admin.post(`${path}/${id}/test`);
    return { 'webhook-endpoints': id, endpoints: id };
  }

  /** What it was told, and that it asks for it again. */
  async told(endpointId = ''): Promise<Rows> {
    const { items } = await eventually(
      () => this.admin.get<Page<{ id: string; messageId: string }>>('/api/v1/webhook-deliveries'),
      (page) => page.items.length > 0,
    );
    const since = new Date(Date.now() - 600_000).toISOString();
    const recover = `/api/v1/webhook-endpoints/${endpointId}/recover`;
    const { id } = await this.admin.post<{ id: string }>(recover, { body: { since } });
    const [first] = items;
    return { 'webhook-deliveries': first?.id ?? '', messages: first?.messageId ?? '', 'webhook-replays': id };
  }

  /** A booking for somebody new. */
  async books(wish: Wish, time: string, reference: string): Promise<Reservation> {
    const customer = { ...customerBody(), consent: { textVersion: '2026-10' } };
    const body = { ...wish, customer, reference };
    const { id } = await this.admin.post<Reservation>('/api/v1/reservations', { time, body });
    await this.office.settled();
    return this.admin.get<Reservation>(`/api/v1/reservations/${id}`);
  }
}

/** Hands over what is ready; the papers of a partner's customer are looked at first. */
export async function handOver(
  company: Company,
  office: Office,
  id: string,
  time: string,
): Promise<Agreement> {
  const { customerId } = await company.reservation(id);
  const staff = office.as('branch-staff');
  await staff.ask('POST', `/api/v1/customers/${customerId}/verify`, { time });
  return staff.post<Agreement>(`/api/v1/reservations/${id}/handover`, {
    time,
    body: {
      odometerKm: 1_000,
      fuelPercent: 100,
      rentalDepositReference: `POS-${id.slice(-6)}`,
      violationDepositReference: `POS-${id.slice(-5)}`,
    },
  });
}

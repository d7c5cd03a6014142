import { HoutaiPartner, isProblem, type Credentials, type LiveUpdate } from '@houtai/client';
import type { ApiDocument } from '../system/api-document';
import { customerBody, local, type Company } from '../system/company';
import { eventually, type Office } from '../system/office';
import type { SentOperations } from '../system/sent-operations';
import { helping, type HelpedWorld } from './partner-helpers';

/** A partner with all that it can have: people, a key, a booking that became a rental, something that was told to it. */
export interface PartnerWorld extends HelpedWorld {
  readonly company: Company;
  readonly partnerId: string;
  readonly reservationId: string;
  readonly agreementId: string;
  readonly receiverUrl: string;
  /** Has its receiver know another secret as well. */
  listenTo(secret: string): Promise<void>;
  readonly password: string;
  /** Its administrator, by name and password. */
  readonly admin: HoutaiPartner;
  /** Its system, by key. */
  readonly houtai: HoutaiPartner;
  client(credentials: Credentials): HoutaiPartner;
  readonly sent: SentOperations;
}

type Calls = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Every operation of the partner document is called through the client and answered with success. An operation that was
 * added is missing in the calls until somebody calls it here.
 */
export function partnerContract(office: () => Office, world: () => PartnerWorld): void {
  it('calls every operation of its document through the client, and none is refused', async () => {
    const document = await office().as(null).get<ApiDocument>('/docs/partner.json');
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { operationId }]) => ({ method, path, operationId })),
    );
    const calls: Calls = {
      ...{ ...reading(world()), ...helping(world()), ...booking(world()) },
      ...{ ...people(world()), ...hooks(world()) },
    };
    expect(Object.keys(calls).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
    for (const [operationId, call] of Object.entries(calls)) {
      await call().catch((fault: unknown) => {
        throw new Error(`${operationId} cannot be called`, { cause: fault });
      });
    }
    const { sent } = world();
    expect(operations.filter(({ method, path }) => !sent.has(method, path))).toEqual([]);
  });
}

function reading({ houtai, admin, company, partnerId, agreementId, reservationId }: PartnerWorld): Calls {
  const [from, to] = [local('2026-12-01', '10:00'), local('2026-12-01', '12:00')];
  const query = { classCode: company.classCode, branchId: company.branchId, from, to };
  return {
    listBranches: () => houtai.listBranches({ query: { limit: 1 } }),
    showBranch: () => houtai.showBranch({ path: { id: company.branchId } }),
    listVehicleClasses: () => houtai.listVehicleClasses(),
    showAvailability: () => houtai.showAvailability({ query }),
    listAgreements: () => houtai.listAgreements({ query: { reservationId } }),
    showAgreement: () => houtai.showAgreement({ path: { id: agreementId } }),
    showPartner: () => admin.showPartner({ path: { id: partnerId } }),
    listPartnerSettlements: () => admin.listPartnerSettlements(),
    listProblems: () => houtai.listProblems(),
    showProblem: () => houtai.showProblem({ path: { code: 'class-not-in-contract' } }),
    auditList: () => admin.auditList({ query: { limit: 5 } }),
  };
}

function booking({ houtai, company }: PartnerWorld): Calls {
  const wish = company.wish(local('2026-12-01', '10:00'), local('2026-12-02', '10:00'));
  const customer = { ...customerBody(), consent: { textVersion: '2026-11' } };
  let id = '';
  return {
    quote: () => houtai.quote({ body: wish }),
    submitReservation: async () => {
      ({ id } = await houtai.submitReservation({ body: { ...wish, customer, reference: 'S-2026-2' } }));
      const confirmed = () => houtai.showReservation({ path: { id } });
      await eventually(confirmed, ({ status }) => status === 'confirmed');
    },
    showReservation: () => houtai.showReservation({ path: { id } }),
    liveListen: async () => {
      const updates: LiveUpdate[] = [];
      const asked = houtai.live({ topics: ['reservations'], after: 'unknown-1' });
      for await (const update of asked) {
        updates.push(update);
        break;
      }
      expect(updates).toMatchObject([{ kind: 'reset', reason: 'unknown' }]);
    },
    liveTake: () => houtai.liveTake(),
    changeReservation: () => {
      const later = { branchId: company.branchId, at: local('2026-12-03', '10:00') };
      return houtai.changeReservation({ path: { id }, body: { return: later } });
    },
    cancelReservation: async () => {
      const changed = () => houtai.showReservation({ path: { id } });
      await eventually(changed, ({ change }) => change?.status === 'accepted');
      return houtai.cancelReservation({ path: { id }, body: {} });
    },
    showReservationHistory: () => houtai.showReservationHistory({ path: { id } }),
    listReservations: () => houtai.listReservations({ query: { status: 'cancelled' } }),
  };
}

function people({ admin, client, partnerId, password }: PartnerWorld): Calls {
  const scopes = ['reservations:read' as const];
  let user = { id: '', username: '' };
  let key = { id: '' };
  let refreshToken = '';
  const path = () => ({ partnerId, id: user.id });
  const other = 'a longer walk by the lake';
  return {
    authMe: () => admin.authMe(),
    createPartnerUser: async () => {
      const body = { username: 'lin', name: '林二', roles: ['partner-agent' as const], password };
      user = await admin.createPartnerUser({ path: { partnerId }, body });
    },
    listPartnerUsers: () => admin.listPartnerUsers({ path: { partnerId } }),
    showPartnerUser: () => admin.showPartnerUser({ path: path() }),
    assignPartnerUserRoles: () =>
      admin.assignPartnerUserRoles({ path: path(), body: { roles: ['partner-admin'] } }),
    disablePartnerUser: () => admin.disablePartnerUser({ path: path() }),
    enablePartnerUser: () => admin.enablePartnerUser({ path: path() }),
    resetPartnerUserPassword: () => admin.resetPartnerUserPassword({ path: path(), body: { password } }),
    authChangePassword: () => {
      const lin = client({ username: user.username, password });
      return lin.authChangePassword({ body: { currentPassword: password, newPassword: other } });
    },
    authSignIn: async () => {
      const body = { username: user.username, password: other };
      ({ refreshToken } = await admin.authSignIn({ body }));
    },
    authRefresh: async () => {
      ({ refreshToken } = await admin.authRefresh({ body: { refreshToken } }));
    },
    authSignOut: () => admin.authSignOut({ body: { refreshToken } }),
    createApiKey: async () => {
      key = await admin.createApiKey({
        body: { name: 'reporting', scopes: [...scopes, 'agreements:read'] },
      });
    },
    listApiKeys: () => admin.listApiKeys(),
    showApiKey: () => admin.showApiKey({ path: key }),
    narrowApiKey: () => admin.narrowApiKey({ path: { id: key.id }, body: { scopes } }),
    rotateApiKey: () => admin.rotateApiKey({ path: { id: key.id }, body: { overlapHours: 0 } }),
    revokeApiKey: () => admin.revokeApiKey({ path: { id: key.id } }),
  };
}

function hooks({ houtai, company, receiverUrl, listenTo }: PartnerWorld): Calls {
  const url = `${receiverUrl}/second`;
  let path = { id: '' };
  let delivery = { id: '' };
  let replay = { id: '' };
  const first = async (state: 'delivered' | 'waiting') => {
    const query = { state, ...(state === 'waiting' && { endpointId: path.id }) };
    const { items } = await eventually(
      () => houtai.listWebhookDeliveries({ query }),
      ({ items: found }) => found.length > 0,
    );
    return { id: items[0]?.id ?? '' };
  };
  const start = () =>
    houtai.startWebhookReplay({
      body: { endpointId: path.id, since: new Date(Date.now() - 60_000).toISOString() },
    });
  return {
    listWebhookEventTypes: () => houtai.listWebhookEventTypes(),
    listEvents: () => houtai.listEvents({ query: { type: 'reservation.confirmed' } }),
    createWebhookEndpoint: async () => {
      const made = await houtai.createWebhookEndpoint({ body: { url, eventTypes: ['reservation.*'] } });
      path = { id: made.id };
      await listenTo(made.secret);
    },
    listWebhookEndpoints: () => houtai.listWebhookEndpoints(),
    showWebhookEndpoint: () => houtai.showWebhookEndpoint({ path }),
    changeWebhookEndpoint: async () => {
      const { version } = await houtai.showWebhookEndpoint({ path });
      const headers = { 'If-Match': `"${version}"` };
      await houtai.changeWebhookEndpoint({ path, headers, body: { url, eventTypes: ['*'] } });
    },
    rotateWebhookSecret: () => houtai.rotateWebhookSecret({ path, body: {} }),
    testWebhookEndpoint: async () =>
      expect(await houtai.testWebhookEndpoint({ path })).toMatchObject({ taken: true }),
    listWebhookDeliveries: async () => (delivery = await first('delivered')),
    showWebhookDelivery: () => houtai.showWebhookDelivery({ path: delivery }),
    replayWebhookDelivery: () => houtai.replayWebhookDelivery({ path: delivery }),
    pauseWebhookEndpoint: () => houtai.pauseWebhookEndpoint({ path }),
    skipWebhookDelivery: async () => {
      const wish = company.wish(local('2026-12-05', '10:00'), local('2026-12-06', '10:00'));
      const customer = { ...customerBody(), consent: { textVersion: '2026-11' } };
      await houtai.submitReservation({ body: { ...wish, customer } });
      await houtai.skipWebhookDelivery({ path: await first('waiting') });
    },
    recoverWebhookEndpoint: () =>
      houtai.recoverWebhookEndpoint({ path, body: { since: new Date(Date.now() - 60_000).toISOString() } }),
    startWebhookReplay: async () => (replay = await start()),
    showWebhookReplay: () => houtai.showWebhookReplay({ path: { id: replay.id } }),
    listWebhookReplays: () => houtai.listWebhookReplays({ query: { endpointId: path.id } }),
    cancelWebhookReplay: async () => {
      // One may be over before it is cancelled.
      for (let tries = 1; ; tries += 1) {
        const { id } = await start();
        try {
          return await houtai.cancelWebhookReplay({ path: { id } });
        } catch (thrown) {
          if (!isProblem(thrown, 'replay-over') || tries === 10) throw thrown;
        }
      }
    },
    resumeWebhookEndpoint: () => houtai.resumeWebhookEndpoint({ path }),
    deleteWebhookEndpoint: () => houtai.deleteWebhookEndpoint({ path }),
  };
}

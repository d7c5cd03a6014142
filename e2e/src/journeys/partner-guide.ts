import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { Company, local } from '../system/company';
import { englishOf, printedBy, scriptOf, snippetsOf } from '../system/guide-snippets';
import { eventually, type Office } from '../system/office';

const PASSWORD = 'a long walk by the lake';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Takes everything and keeps it as it came. */
async function takeAll(received: Received[]): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/houtai` };
}

/** Somebody new follows the guide of the partners' document to the letter. */
export function partnerGuideJourney(office: () => Office): void {
  describe('the guide for partners', () => {
    const day = '2026-10-20';
    const received: Received[] = [];
    let receiver: Server | undefined;
    let output = '';

    beforeAll(async () => {
      await office().clock(local(day, '08:00'));
      const company = await new Company(office(), { day, code: 'GUIDED', vehicles: 3 }).found();
      const manager = office().as('operations-manager');
      const { id } = await manager.post<{ id: string }>('/api/v1/partners', {
        body: {
          code: 'guided-tours',
          name: '向导 Guided Tours',
          contract: { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' },
          contacts: [{ name: '王芳', email: 'wang@guided.example' }],
        },
      });
      const { username } = await manager.post<{ username: string }>(`/api/v1/partners/${id}/users`, {
        body: { username: 'wang', name: '王芳', roles: ['partner-admin'], password: PASSWORD },
      });
      const { server, url } = await takeAll(received);
      receiver = server;
      await office().settled();
      const guide = await office().as(null).get<{ info: { description: string } }>('/docs/partner.json');
      const script = scriptOf(snippetsOf(englishOf(guide.info.description)), {
        GATEWAY: office().system.gatewayUrl,
        SIGN_IN: username,
        PASSWORD,
        BRANCH_CODE: 'GUIDED',
        CLASS: company.classCode,
        RECEIVER: url,
        PICK_UP: local('2026-10-27', '10:00'),
        RETURN: local('2026-10-29', '10:00'),
      });
      const { stdout } = await promisify(execFile)('bash', ['-c', script], { timeout: 120_000 }).catch(
        (error: { stdout: string; stderr: string }) => {
          throw new Error(`the guide fails:\n${error.stdout}\n${error.stderr}`);
        },
      );
      output = stdout;
    });
    afterAll(() => receiver?.close());

    it('works as it stands, from the first key to the rotated secret', () => {
      const printed = printedBy(output);
      const all = printed.join('\n');
      expect(printed.at(-1)).toBe('');
      for (const said of [
        ...['confirmed', 'true', 'cancelled', 'booked once', 'validation-failed'],
        ...['A-1003', 'rejected', 'returned'],
      ]) {
        expect(all.split('\n')).toContain(said);
      }
      expect(all).toMatch(/^ratelimit: /im);
      expect(all.split('\n').filter((line) => line === 'undefined' || line === 'null')).toEqual([]);
    });

    it('has the receiver told of the booking, signed with the secret that it shows', async () => {
      const secret = /this secret: (\S+)/.exec(output)?.[1] ?? '';
      const types = () =>
        received.map(({ headers, body }) => {
          const event = new Webhook(secret).verify(body, headers as Record<string, string>);
          return (event as { type: string }).type;
        });
      const wanted = [
        ...['webhook-endpoint.test', 'reservation.cancelled', 'reservation.rejected', 'reservation.ready'],
        ...['reservation.no-show', 'rental.started', 'rental.returned', 'rental.settled'],
      ];
      const missing = () => Promise.resolve(wanted.filter((type) => !types().includes(type)));
      await eventually(missing, ({ length }) => length === 0);
    });
  });
}

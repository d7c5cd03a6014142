import { HoutaiPartner, everyItem, type CreateKeyBody } from '@houtai/client';
import { ROLE_PERMISSIONS } from '@houtai/service-host';
import type { RunningSystem } from './running-system';

const NAME = 'printed by npm start';

/**
 * A key of the demo partner that may do all that keys may, made as its administrator makes one. The one of the start
 * before is revoked, where the data was kept. Undefined where there is no demo partner.
 */
export async function demoKey({ accounts, gatewayUrl }: RunningSystem): Promise<string | undefined> {
  const admin = accounts.find(({ roles }) => roles.includes('partner-admin'));
  if (!admin) return undefined;
  const houtai = new HoutaiPartner({ url: gatewayUrl, credentials: admin });
  for await (const { id, name, status } of everyItem((from) => houtai.listApiKeys({ query: from })))
    if (name === NAME && status === 'active') await houtai.revokeApiKey({ path: { id } });
  const scopes = [...ROLE_PERMISSIONS['partner-key']] as CreateKeyBody['scopes'];
  return (await houtai.createApiKey({ body: { name: NAME, scopes } })).key;
}

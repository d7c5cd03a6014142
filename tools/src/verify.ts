import { databaseName } from '@houtai/infrastructure';
import { ApiClient } from './demo/api-client';
import { findRunningSystem } from './launcher/running-state';
import { SERVICE_NAMES } from './launcher/service-names';
import { findingLines } from './verify/finding';
import { busVariables, targetOfSystem, type SystemPlaces } from './verify/system-target';
import { isSound } from './verify/target';
import { verify } from './verify/verify';
import { runMain } from './run-main';

const USAGE = `npm run verify

Compares ids and versions of what the running system has committed, published and applied, and its invariants. Exit code
0: sound; 1: faults, each with its ids; 2: there is nothing to look at. Without a system of npm start or npm run demo -- --keep:

  HOUTAI_GATEWAY_URL, HOUTAI_VERIFY_USERNAME, HOUTAI_VERIFY_PASSWORD   an account with operations:read and analytics:write
  HOUTAI_POSTGRES_URL                                                  a role that may read every service's database
  HOUTAI_BUS, HOUTAI_KAFKA_BROKERS, HOUTAI_BUS_URL, HOUTAI_BUS_PREFIX  the bus, as the services have it`;

interface Found {
  readonly gatewayUrl: string;
  readonly account: { readonly username: string; readonly password: string };
  readonly places: SystemPlaces;
}

/** `npm run verify`: judges the system that runs, and changes nothing but what the rebuild of analytics mends. */
async function main(): Promise<number> {
  const found = ofEnvironment(process.env) ?? (await ofState());
  if (!found) {
    console.error(`No system runs from this checkout.\n\n${USAGE}`);
    return 2;
  }
  const api = new ApiClient(found.gatewayUrl, found.account);
  try {
    const verdict = await verify(targetOfSystem(api, found.places));
    const { produced, delivered, received } = verdict.read;
    console.log(findingLines(verdict.findings).join('\n'));
    console.log(
      `\n${produced} events committed, ${delivered} messages on the bus, ${received} inbox rows, ${verdict.seconds.toFixed(1)} s: ${isSound(verdict) ? 'sound' : 'FAULTS'}`,
    );
    return isSound(verdict) ? 0 : 1;
  } finally {
    await api.close();
  }
}

async function ofState(): Promise<Found | undefined> {
  const state = await findRunningSystem();
  return state && { gatewayUrl: state.gatewayUrl, account: state.admin, places: state.places };
}

function ofEnvironment(env: NodeJS.ProcessEnv): Found | undefined {
  const { HOUTAI_GATEWAY_URL: gatewayUrl, HOUTAI_POSTGRES_URL: postgresAdminUrl } = env;
  if (!gatewayUrl || !postgresAdminUrl) return undefined;
  return {
    gatewayUrl,
    account: { username: env.HOUTAI_VERIFY_USERNAME ?? '', password: env.HOUTAI_VERIFY_PASSWORD ?? '' },
    places: {
      postgresAdminUrl,
      databases: Object.fromEntries(SERVICE_NAMES.map((name) => [name, databaseName(name)])),
      bus: busVariables(env),
    },
  };
}

runMain(main);

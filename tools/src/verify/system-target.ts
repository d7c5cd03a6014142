import type { ApiClient } from '../demo/api-client';
import type { BusView } from '../demo/views';
import type { Rest, VerifyTarget, WantedEvents } from './target';

/** Where a running system keeps what is verified. */
export interface SystemPlaces {
  readonly postgresAdminUrl: string;
  /** Database name by service. */
  readonly databases: Readonly<Record<string, string>>;
  /** What selects the bus, as the services got it. */
  readonly bus: Readonly<Record<string, string>>;
}

interface BusReport extends BusView {
  readonly consumers: readonly { service: string; name: string; types: string[] }[];
}

interface Rebuilt {
  readonly tables: readonly { table: string; rows: number; rebuiltRows: number; equal: boolean }[];
}

/** What selects the bus, of all variables of an environment. */
export function busVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const chosen = Object.entries(env).flatMap(([name, value]) =>
    /^HOUTAI_(BUS|KAFKA)/.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  return Object.fromEntries(chosen);
}

/** A running system as something to verify: it is asked only who consumes what, whether it rests, and to rebuild. */
export function targetOfSystem(api: ApiClient, places: SystemPlaces): VerifyTarget {
  const report = (): Promise<BusReport> => api.get<BusReport>('/api/v1/operations/bus');
  return {
    ...places,
    consumers: async (): Promise<WantedEvents[]> => {
      const { consumers, services } = await report();
      const silent = services.filter(({ reachable }) => !reachable).map(({ service }) => service);
      if (silent.length > 0)
        throw new Error(`who consumes what is unknown: ${silent.join(', ')} did not answer`);
      return consumers.map(({ service, name, types }) => ({ service, consumer: name, types }));
    },
    rest: async (): Promise<Rest> => {
      const { drained, produced, applied, due, parked, pending, outboxDepth } = await report();
      return { drained, moved: JSON.stringify({ produced, due, applied, parked, pending, outboxDepth }) };
    },
    rebuild: async () => {
      const { tables } = await api.post<Rebuilt>('/api/v1/analytics/rebuild');
      return tables
        .filter(({ equal }) => !equal)
        .map(({ table, rows, rebuiltRows }) => `${table}: ${rows} rows, rebuilt ${rebuiltRows}`);
    },
  };
}

import { freePorts } from '@houtai/infrastructure';
import type { RunningService } from './running-system';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import type { ServiceProcess } from './service-process';

/** A process of a service, by its number from 1, and where it listens. */
export interface Place {
  readonly name: ServiceName;
  readonly number: number;
  readonly port: number;
}

/** Every process of every service; the first of each has the service's own port. */
export async function instancePorts(
  ports: Readonly<Record<ServiceName, number>>,
  instances: Readonly<Partial<Record<ServiceName, number>>>,
): Promise<Place[]> {
  const wanted = SERVICE_NAMES.flatMap((name) =>
    Array.from({ length: Math.max(1, instances[name] ?? 1) }, (_, n) => ({ name, number: n + 1 })),
  );
  // Ports that are chosen but not yet listened on look free: so many more that none of them has to be used.
  const taken = new Set(Object.values(ports));
  const spare = (await freePorts(wanted.length + taken.size)).filter((port) => !taken.has(port));
  return wanted.map(({ name, number }, n) => ({
    name,
    number,
    port: number === 1 ? ports[name] : (spare[n] ?? 0),
  }));
}

/** What others may see of a process. */
export function view(service: ServiceProcess): RunningService {
  return {
    name: service.name.replace(/-\d+$/, '') as ServiceName,
    url: service.url,
    pid: () => service.pid(),
    restarts: () => service.restarts,
  };
}

import type { RunningService, ServiceOptions, ServiceOverrides } from './service-options';
import type { ServiceConfig } from './config/service-config';

/** Starts a service in this process for good: signals are handled, a failed start ends the process with code 1. */
export async function startService<Config extends ServiceConfig>(
  options: ServiceOptions<Config>,
): Promise<RunningService> {
  return createService(options);
}

/** Starts a service without touching the process (component tests). Throws what went wrong. */
export async function createService<Config extends ServiceConfig>(
  options: ServiceOptions<Config>,
  overrides: ServiceOverrides = {},
): Promise<RunningService> {
  throw new Error(`being written: ${options.name} ${Object.keys(overrides).length}`);
}

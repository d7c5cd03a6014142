import type { Logger } from 'pino';

/** Injection token of the service's structured logger: `@Inject(LOGGER) logger: HostLogger`. */
export const LOGGER = Symbol('houtai:logger');

/** pino; correlation and trace id of the work in hand are added to every line. */
export type HostLogger = Logger;

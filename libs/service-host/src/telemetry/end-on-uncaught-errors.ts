import type { HostLogger } from './host-logger';

const ENDS_AFTER_MS = 10_000;

/**
 * A defect nobody caught leaves the process in a state nobody knows: it is logged by the rules of the log (Node itself
 * would write out the message and every property of the error), and the process ends in order, to be started again.
 */
export function endOnUncaughtErrors(logger: HostLogger): void {
  let ending = false;
  const end = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin) => {
    logger.fatal({ err: error, origin }, 'nobody caught an error: the process ends, to be started again');
    if (ending) return;
    ending = true;
    process.exitCode = 1;
    setTimeout(() => process.exit(1), ENDS_AFTER_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  };
  // Rejections nobody handles arrive here as well, as long as no listener of their own is set.
  process.on('uncaughtException', end);
}

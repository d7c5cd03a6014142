import type { LoggerService } from '@nestjs/common';
import type { HostLogger } from './host-logger';
import { framesOf, withoutValues } from './loggable-error';

/** Nest's own start-up chatter; of interest only when debugging the start. */
const CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);

/** Lets `new Logger('Context')` of Nest write through the service's structured logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: HostLogger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    this.write(context !== undefined && CHATTER.has(context) ? 'debug' : 'info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const context = contextOf(rest);
    if (message instanceof Error) {
      this.logger[level]({ context, err: message }, withoutValues(message.message));
    } else if (typeof message === 'object' && message !== null) {
      this.logger[level]({ context, ...message });
    } else {
      // An error's text quotes values, so of it only the frames and the masked message are written.
      // Nest passes (message, stack, context) for errors: the stack is what remains in front of the context.
      const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
      const text = String(message);
      const failed = level === 'error' || level === 'fatal';
      const frames = stack && framesOf({ stack, message: text });
      this.logger[level]({ context, stack: frames }, failed ? withoutValues(text) : text);
    }
  }
}

function contextOf(rest: unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}

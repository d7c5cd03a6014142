import type { LoggerService } from '@nestjs/common';
import { framesOf, isKnownMessage, tellError } from '@houtai/messaging';
import type { HostLogger } from './host-logger';

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
      this.logger[level]({ context, err: message }, tellError(message));
    } else if (typeof message === 'object' && message !== null) {
      this.logger[level]({ context, ...message });
    } else {
      // Nest passes (message, stack, context) for errors, the context not always. Such a message is that of the error
      // and quotes values, so of it only the kind and the frames are written.
      const stack = rest.find(isStack);
      const text = String(message);
      if (stack === undefined) this.logger[level]({ context }, text);
      else this.logger[level]({ context, stack: framesOf({ stack, message: text }) }, kindOf(text, stack));
    }
  }
}

function contextOf(rest: unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !isStack(last) ? last : undefined;
}

function isStack(value: unknown): value is string {
  return typeof value === 'string' && /\n\s+at /.test(value);
}

function kindOf(message: string, stack: string): string {
  if (isKnownMessage(message)) return message;
  return `${/^[A-Za-z_$][\w$]{0,127}(?=:|$)/m.exec(stack)?.[0] ?? 'Error'}: message left out`;
}

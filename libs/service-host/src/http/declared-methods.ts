import type { FastifyInstance } from 'fastify';
import { MethodNotAllowedError } from '../problems/host-errors';

/** Methods of a path, or none when there is no such path. */
export type MethodsOf = (path: string) => readonly string[];

/**
 * Which methods each path of this process answers to: those of its own routes, and what others add who forward. By it
 * an undeclared method, of whatever name, is 405 with `Allow`, and `OPTIONS` tells what there is.
 */
export class DeclaredMethods {
  private readonly routes: { pattern: RegExp; method: string }[] = [];
  private readonly others: MethodsOf[] = [];

  /** Of paths that are no routes of this process. */
  add(others: MethodsOf): void {
    this.others.push(others);
  }

  /** Sorted; empty for a path that is not there. */
  of(path: string): string[] {
    const own = this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    const methods = new Set([...own, ...this.others.flatMap((others) => others(path))]);
    if (methods.has('GET')) methods.add('HEAD');
    if (methods.size > 0) methods.add('OPTIONS');
    return [...methods].sort();
  }

  /** Before any route is there: it sees them come. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      // What takes everything says nothing of what there is.
      if (url.includes('*')) return;
      const pattern = patternOf(url);
      for (const one of [method].flat()) this.routes.push({ pattern, method: one });
    });
    // Behind the hooks that count and identify: whoever asks is one of the callers.
    fastify.addHook('preParsing', (request, reply, payload, done) => {
      if (!request.is404) return done(null, payload);
      const allow = this.of(request.url.split('?', 1)[0] ?? '');
      if (allow.length === 0) return done(null, payload);
      if (request.method !== 'OPTIONS') return done(new MethodNotAllowedError(allow));
      void reply.code(204).header('allow', allow.join(', ')).send();
    });
  }
}

function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+')}/?$`);
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

interface Scope {
  readonly manager: EntityManager;
  readonly afterCommit: Set<() => void>;
  /** False once the transaction ended: work that was not awaited must not write through a dead manager. */
  open: boolean;
}

/**
 * ONE transaction around a piece of work. It joins the ambient one (the inbox transaction of a consumer,
 * the claim of an idempotent POST), else it opens its own.
 */
@Injectable()
export class UnitOfWork {
  private readonly scopes = new AsyncLocalStorage<Scope>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction and commits it; any error rolls back and is thrown on. A joined run commits
   * with the outermost one.
   */
  async run<T>(work: (sql: EntityManager) => Promise<T>): Promise<T> {
    const ambient = this.openScope();
    if (ambient) return work(ambient.manager);
    const afterCommit = new Set<() => void>();
    const result = await this.dataSource.transaction(async (manager) => {
      const scope: Scope = { manager, afterCommit, open: true };
      try {
        return await this.scopes.run(scope, () => work(manager));
      } finally {
        scope.open = false;
      }
    });
    for (const callback of afterCommit) callback();
    return result;
  }

  /** The transaction the caller is inside of, if any. */
  ambient(): EntityManager | undefined {
    return this.openScope()?.manager;
  }

  /**
   * Calls `fn` once the current transaction is committed, never when it rolls back. The same function given
   * twice runs once. Throws outside a unit of work.
   */
  afterCommit(fn: () => void): void {
    const scope = this.openScope();
    if (!scope) throw new Error('afterCommit needs a running UnitOfWork');
    scope.afterCommit.add(fn);
  }

  private openScope(): Scope | undefined {
    const scope = this.scopes.getStore();
    return scope?.open ? scope : undefined;
  }
}

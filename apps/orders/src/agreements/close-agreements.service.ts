import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { DueWorkRegistry, type DueItem, type DueItems } from '@houtai/service-host';
import { AgreementQueries } from './agreement.queries';
import { AgreementStore } from './agreement.store';

/** Closes agreements when the hold of their violation deposit is over. */
@Injectable()
export class CloseAgreements implements DueItems, OnModuleInit {
  readonly name = 'close-agreements';
  readonly chunk = 32;

  constructor(
    private readonly queries: AgreementQueries,
    private readonly agreements: AgreementStore,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.queries.toClose(now, limit);
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    return this.agreements.handleMany(
      ids.map((id) => ({ id, command: { type: 'CloseAgreement', at: now } })),
    );
  }
}

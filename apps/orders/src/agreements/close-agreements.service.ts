import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { AgreementQueries } from './agreement.queries';
import { AgreementStore } from './agreement.store';

const BATCH = 100;

/** Closes agreements when the hold of their violation deposit is over. */
@Injectable()
export class CloseAgreements implements DueWork, OnModuleInit {
  readonly name = 'close-agreements';

  constructor(
    private readonly queries: AgreementQueries,
    private readonly agreements: AgreementStore,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.queries.toClose(now, BATCH);
    for (const agreementId of due) {
      await this.agreements.handle(agreementId, { type: 'CloseAgreement', at: now });
    }
    return due.length;
  }
}

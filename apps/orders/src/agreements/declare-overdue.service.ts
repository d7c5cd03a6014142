import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { OrdersConfig } from '../orders.config';
import { AgreementQueries } from './agreement.queries';
import { AgreementStore } from './agreement.store';

const BATCH = 100;

/** Declares rentals overdue whose vehicle is not back when the grace is over. */
@Injectable()
export class DeclareOverdue implements DueWork, OnModuleInit {
  readonly name = 'declare-agreements-overdue';

  constructor(
    private readonly queries: AgreementQueries,
    private readonly agreements: AgreementStore,
    private readonly config: OrdersConfig,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const graceMinutes = this.config.overdueGraceMinutes;
    const due = await this.queries.toDeclareOverdue(now, graceMinutes, BATCH);
    for (const agreementId of due) {
      await this.agreements.handle(agreementId, { type: 'DeclareOverdue', graceMinutes, at: now });
    }
    return due.length;
  }
}

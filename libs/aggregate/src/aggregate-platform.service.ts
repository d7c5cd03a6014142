import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@houtai/messaging';

/** What every store of an aggregate stands on. */
@Injectable()
export class AggregatePlatform {
  constructor(
    readonly unitOfWork: UnitOfWork,
    readonly outbox: Outbox,
  ) {}
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError, type Page, covers, type Reach } from '@houtai/service-host';
import { AccessNews } from '../credentials/access-news.service';
import type { PartnerCommand } from './partner';
import type { PartnerFilter } from './partner-filter.dto';
import { PartnerStore, type StoredPartner } from './partner.store';

type Change = Exclude<PartnerCommand, { type: 'RegisterPartner' }>;

/** Partners: what is done with them, and that every instance hears of it. */
@Injectable()
export class PartnerDesk {
  constructor(
    private readonly store: PartnerStore,
    private readonly news: AccessNews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `partner-code-taken`. */
  register(command: Extract<PartnerCommand, { type: 'RegisterPartner' }>): Promise<StoredPartner> {
    return this.store.create(command);
  }

  list(filter: PartnerFilter): Promise<Page<StoredPartner>> {
    return this.store.list(filter);
  }

  /** Another's partner is answered like one that is not there. Throws not-found. */
  async get(id: string, reach: Reach): Promise<StoredPartner> {
    if (!covers(reach, id)) throw new NotFoundError('partner', id);
    return this.store.get(id);
  }

  /** Throws not-found, stale-version, `partner-ended`. */
  change(id: string, command: Change, ifMatch?: number): Promise<StoredPartner> {
    return this.unitOfWork.run(async () => {
      const stored = await this.store.handle(id, command, { ifMatch });
      await this.news.tell(id);
      return stored;
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { PartnerStore } from '../partners/partner.store';

/** A contract under which everything can be tried out. */
const CONTRACT = { priceGroup: 'agency', mostOpenReservations: 10_000, identityCheck: 'at-pick-up' } as const;

/** Sees to it that the partners of the demo accounts are there. */
@Injectable()
export class DemoPartners {
  constructor(
    private readonly store: PartnerStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns their ids by code */
  async provide(wanted: readonly { code: string; name: string }[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const partner of wanted) if (!ids.has(partner.code)) ids.set(partner.code, await this.idOf(partner));
    return ids;
  }

  private async idOf({ code, name }: { code: string; name: string }): Promise<string> {
    const known = await this.store.idByCode(code);
    if (known !== undefined) return known;
    const partnerId = this.ids.next();
    const terms = { code, name, contract: CONTRACT, contacts: [] };
    try {
      await this.store.create({ type: 'RegisterPartner', partnerId, ...terms, at: this.clock.now() });
      return partnerId;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'partner-code-taken') throw error;
      // Another instance, which starts at the same time, has made it.
      return this.idOf({ code, name });
    }
  }
}

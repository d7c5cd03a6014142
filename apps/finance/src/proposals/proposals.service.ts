import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { canonicalJson } from '../ledger/canonical-json';
import { ManualPosting, type ManualEntry } from '../ledger/manual-posting.service';
import { ProposalStore, type Proposal } from './proposal.store';

/** Who posts by hand or reverses needs a second person: one proposes, another one approves. */
@Injectable()
export class Proposals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ProposalStore,
    private readonly posting: ManualPosting,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Checked at once, and once more when it is approved. */
  async propose(entry: ManualEntry): Promise<string> {
    return this.add({ content: canonicalJson(entry), maker: entry.maker }, () => this.posting.check(entry));
  }

  /** Refuses `entry-is-a-reversal` and `entry-already-reversed`. */
  async proposeReversal(entryId: string, { memo, maker }: { memo: string; maker: string }): Promise<string> {
    return this.add({ content: canonicalJson({ memo }), reverses: entryId, maker }, () =>
      this.posting.checkReversal(entryId),
    );
  }

  async approve(id: string, checker: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const proposal = await this.store.decide({ id, state: 'approved', by: checker, at: this.clock.now() });
      const { maker, reverses } = proposal;
      if (reverses !== undefined) {
        const { memo } = JSON.parse(proposal.content) as { memo: string };
        await this.posting.reverse(reverses, { maker, checker, memo });
      } else {
        await this.posting.post(id, JSON.parse(proposal.content) as ManualEntry, checker);
      }
    });
  }

  async reject(id: string, by: string): Promise<void> {
    await this.unitOfWork.run(() => this.store.decide({ id, state: 'rejected', by, at: this.clock.now() }));
  }

  private async add(proposal: Omit<Proposal, 'id'>, check: () => Promise<void>): Promise<string> {
    const id = this.ids.next();
    await this.unitOfWork.run(async () => {
      await check();
      await this.store.add({ id, ...proposal }, this.clock.now());
    });
    return id;
  }
}

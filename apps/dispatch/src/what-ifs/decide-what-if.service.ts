import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CommitService } from './commit.service';
import { isToCommit } from './kept-what-if';
import { WhatIfTrial } from './what-if-trial.service';
import { WhatIfStore } from './what-if.store';

/** Commits or discards a what-if. Whoever comes second waits, and finds it decided. */
@Injectable()
export class DecideWhatIf {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: WhatIfStore,
    private readonly trial: WhatIfTrial,
    private readonly commits: CommitService,
  ) {}

  /**
   * The second time without effect.
   * @throws DomainError `what-if-discarded`, `what-if-needs-vehicles`, `what-if-expired`, `what-if-too-few-vehicles`
   */
  async commit(id: string, now: Instant, by: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const kept = await this.store.lock(id);
      if (!isToCommit(kept, now)) return;
      const classCodes = await this.trial.classesOf(kept.question);
      const outcome = await this.commits.commit(kept, classCodes, now);
      await this.store.decide(id, { status: 'committed', by, at: now, outcome });
    });
  }

  /** One that was committed keeps no vehicle free any more; the second time without effect. */
  async discard(id: string, now: Instant, by: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const kept = await this.store.lock(id);
      if (kept.status === 'discarded') return;
      await this.commits.takeBack(kept, now);
      await this.store.decide(id, { status: 'discarded', by, at: now, outcome: null });
    });
  }
}

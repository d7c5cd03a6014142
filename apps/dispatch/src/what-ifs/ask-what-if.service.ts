import { Inject, Injectable } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { IDS, type IdSource } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import type { KeptWhatIf } from './kept-what-if';
import type { WhatIfQuestion } from './what-if-question';
import { WhatIfTrial } from './what-if-trial.service';
import { WhatIfStore } from './what-if.store';

/** Answers a what-if and keeps it, for somebody to decide about. */
@Injectable()
export class AskWhatIf {
  constructor(
    private readonly trial: WhatIfTrial,
    private readonly store: WhatIfStore,
    private readonly config: DispatchConfig,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * @throws ValidationFailedError
   * @throws DomainError `what-if-incomplete`, `what-if-too-few-vehicles`
   */
  async ask(asked: WhatIfQuestion, now: Instant, by: string): Promise<KeptWhatIf> {
    const isMove = asked.movedVehicles !== undefined && asked.at === undefined;
    const question = isMove ? { ...asked, at: now } : asked;
    const result = await this.trial.make(question, now);
    await this.trial.assertKnown(question);
    const kept: KeptWhatIf = {
      ...{ id: this.ids.next(), status: 'open', askedBy: by, askedAt: now, question, ...result },
      commitBefore: addMinutes(now, this.config.whatIfMinutes),
      ...{ decidedBy: null, decidedAt: null, outcome: null },
    };
    await this.store.add(kept);
    return kept;
  }
}

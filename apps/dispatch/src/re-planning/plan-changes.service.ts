import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { Move } from './dispatch-plan';
import { MovePromises } from './move-promises.service';
import { SpareDrives } from './spare-drives.service';

/** What a run does to the plan in force. */
@Injectable()
export class PlanChanges {
  constructor(
    private readonly promises: MovePromises,
    private readonly drives: SpareDrives,
  ) {}

  /** @returns moves that were made, before drives that nobody needs any more are given up */
  async make(moves: readonly Move[], classCodes: readonly string[], now: Instant): Promise<Move[]> {
    const made = await this.promises.make(moves, classCodes, now);
    await this.drives.spare(now, classCodes);
    return made;
  }
}

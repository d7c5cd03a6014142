import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { refuse } from '../dispatch.errors';
import { DriveStore, type DriveTerms } from '../drives/drive.store';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { DueHoldStore } from '../planning/due-hold.store';

/** What dispatchers say about drives. Relocations that are planned already stay: somebody was promised a vehicle by them. */
@Injectable()
export class DriveChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drives: DriveStore,
    private readonly fleet: FleetViewStore,
    private readonly conflicts: DueHoldStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Who waits for a vehicle is tried again soon.
   * @throws DomainError `drive-to-itself`, `branch-unknown`
   */
  async define(drive: DriveTerms, by: string): Promise<void> {
    const { fromBranchId, toBranchId } = drive;
    if (fromBranchId === toBranchId) refuse('drive-to-itself');
    const now = this.clock.now();
    await this.unitOfWork.run(async () => {
      const unknown = await this.drives.unknownBranches([fromBranchId, toBranchId]);
      if (unknown.length > 0) refuse('branch-unknown', { branchIds: unknown });
      await this.drives.put(drive, by, now);
      if (drive.active) await this.conflicts.retrySoon(await this.fleet.classCodes(), now);
    });
  }

  remove(fromBranchId: string, toBranchId: string): Promise<void> {
    return this.unitOfWork.run(() => this.drives.remove(fromBranchId, toBranchId));
  }
}

import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DispatchConfig } from '../dispatch.config';
import { DriveNetworkStore } from '../drives/drive-network.store';
import { PlanStore } from '../planning/plan.store';
import type { PlanCopy } from './joint-problem';
import type { RefusedWish } from './refused-demands';
import { toWish, WISHES_AHEAD, type WishRow } from './wishes-ahead';

/** Reads what a joint plan is made of, without a lock: it is tested again before anything is done. */
@Injectable()
export class PlanCopyStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanStore,
    private readonly drives: DriveNetworkStore,
    private readonly config: DispatchConfig,
  ) {}

  async read(now: Instant): Promise<PlanCopy> {
    const classes = await this.rows<{ code: string }>(
      'select class_code as code from class_lock order by 1',
      [],
    );
    const plans = await this.plans.plansOf(classes.map(({ code }) => code));
    const [upgrades, drives, wishes] = [
      await this.upgrades(now),
      await this.drives.all(),
      await this.wishes(now),
    ];
    return { plans, upgrades, drives, wishes, now: Date.parse(now) };
  }

  /** As upgrades are made today: of near pick-ups, to the next class that the driver may drive. */
  private async upgrades(now: Instant): Promise<Map<string, string>> {
    if (!this.config.automaticUpgrade) return new Map();
    const rows = await this.rows<{ holdId: string; classCode: string }>(
      `select h.hold_id as "holdId", up.class_code as "classCode"
         from capacity_hold h join vehicle_class own using (class_code)
         join lateral (
           select c.class_code from vehicle_class c
            where c.rank > own.rank and (h.allowed_classes is null or c.class_code = any(h.allowed_classes))
            order by c.rank, c.class_code limit 1) up on true
        where h.released_at is null and h.status = 'firm' and not h.bound and h.from_at < $1`,
      [this.config.horizon(now)],
    );
    return new Map(rows.map(({ holdId, classCode }) => [holdId, classCode]));
  }

  /** Refused, with the pick-up still ahead. */
  private async wishes(now: Instant): Promise<RefusedWish[] | undefined> {
    const { automaticUpgrade, hindsightWishes: most } = this.config;
    const upgradedBefore = automaticUpgrade ? this.config.horizon(now) : null;
    const rows = await this.rows<WishRow>(WISHES_AHEAD, [now, most + 1, upgradedBefore]);
    return rows.length > most ? undefined : rows.map(toWish);
  }

  private rows<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    return this.unitOfWork.sql.rows<T>(text, values);
  }
}

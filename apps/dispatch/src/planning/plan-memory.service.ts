import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { ClassPlan } from './class-plan';
import { toNews, type NewsRecord } from './plan-record';
import { CHANGED_SINCE, PLAN_OF_CLASSES } from './plan-sql';
import { RememberedPlans, type PlanNews } from './remembered-plans';

/**
 * The plans of classes, as this process remembers them. The database stays the truth: whoever asks gets what was
 * remembered and everything committed since, also by other processes. With the lock of a class taken that is all there is.
 */
@Injectable()
export class PlanMemory {
  private plans: RememberedPlans | undefined;
  /** Raised whenever something is taken in: what was read before that is no longer the latest. */
  private epoch = 0;
  private loading = 0;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Plans by class, with what the transaction at hand has changed. They are the caller's, who may change them. */
  async read(classCodes: readonly string[]): Promise<Map<string, ClassPlan>> {
    const plans = (this.plans ??= await this.begin());
    for (;;) {
      const epoch = this.epoch;
      const unknown = classCodes.filter((classCode) => !plans.knows(classCode));
      const news =
        unknown.length > 0 ? await this.load(unknown) : await this.ask(CHANGED_SINCE, plans.snapshot);
      if (unknown.length > 0 && news.hasOwn) return this.readApart(classCodes);
      if (epoch !== this.epoch) continue;
      if (unknown.length > 0) {
        plans.begin(unknown, news);
        this.epoch += 1;
      } else if (news.hasOwn || this.loading > 0) {
        return viewsOf(classCodes, plans, news, false);
      } else {
        plans.learn(news);
        this.epoch += 1;
        return viewsOf(classCodes, plans, news);
      }
    }
  }

  private async begin(): Promise<RememberedPlans> {
    const [row] = await this.unitOfWork.sql.rows<{ snapshot: string }>('select present_moment() as snapshot');
    return this.plans ?? new RememberedPlans(row?.snapshot ?? '1:1:');
  }

  /** While a class is being read nothing is learned, or what it has would be older than what the others have. */
  private async load(classCodes: readonly string[]): Promise<PlanNews> {
    this.loading += 1;
    try {
      return await this.ask(PLAN_OF_CLASSES, classCodes);
    } finally {
      this.loading -= 1;
    }
  }

  /** For a transaction that has changed plans nobody has read yet: others must not see them before it has committed. */
  private async readApart(classCodes: readonly string[]): Promise<Map<string, ClassPlan>> {
    const news = await this.ask(PLAN_OF_CLASSES, classCodes);
    const apart = new RememberedPlans(news.snapshot);
    apart.begin(classCodes, news);
    return viewsOf(classCodes, apart, news);
  }

  private async ask(text: string, parameter: string | readonly string[]): Promise<PlanNews> {
    const [row] = await this.unitOfWork.sql.rows<NewsRecord>(text, [parameter]);
    if (!row) throw new Error('a statement without FROM answers with one row');
    return toNews(row);
  }
}

function viewsOf(
  classCodes: readonly string[],
  plans: RememberedPlans,
  news: PlanNews,
  isLearned = true,
): Map<string, ClassPlan> {
  return new Map(classCodes.map((classCode) => [classCode, plans.view(classCode, news, isLearned)]));
}

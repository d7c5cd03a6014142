import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { Network, type Drive } from './network';
import { DispatchConfig } from '../dispatch.config';
import type { RelocationTerms } from './relocation-terms';

const DRIVES = `
  select from_branch_id as "fromBranchId", to_branch_id as "toBranchId", minutes * 60000::bigint as ms, cost_fen as "costFen"
    from drive where active`;

/** Whether and how vehicles may be driven to pick-ups. Asked only where the plan has no place without. */
@Injectable()
export class DriveNetworkStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: DispatchConfig,
  ) {}

  /** What can matter for these uses: drives to their pick-ups, and on from their returns. Undefined where there is none. */
  async termsAround(
    uses: readonly { pickUpBranchId: string; returnBranchId: string | null; drive?: Drive }[],
    now: Instant,
  ): Promise<RelocationTerms | undefined> {
    const pickUps = uses.map(({ pickUpBranchId, drive }) => drive?.toBranchId ?? pickUpBranchId);
    const returns = uses.flatMap(({ returnBranchId }) => returnBranchId ?? []);
    const where = '(to_branch_id = any($1::uuid[]) or from_branch_id = any($2::uuid[]))';
    const around = [[...new Set(pickUps)], [...new Set(returns)]];
    return this.termsOf(await this.drives(`${DRIVES} and ${where}`, around), now);
  }

  all(): Promise<Drive[]> {
    return this.drives(DRIVES, []);
  }

  private drives(text: string, values: unknown[]): Promise<Drive[]> {
    return this.unitOfWork.sql.rows<Drive>(text, values);
  }

  private termsOf(drives: readonly Drive[], now: Instant): RelocationTerms | undefined {
    if (drives.length === 0) return undefined;
    const { relocationMostFenPerDay: mostFenPerDay } = this.config;
    return { network: new Network(drives), notBefore: Date.parse(now), mostFenPerDay };
  }
}

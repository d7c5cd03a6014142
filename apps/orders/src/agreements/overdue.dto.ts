import { IsId, MayBeAbsent, SortedFilter } from '@houtai/service-host';

export class OverdueReturnFilter extends SortedFilter('dueAt') {
  @MayBeAbsent()
  @IsId({ description: 'Due back at this branch' })
  branchId?: string;
}

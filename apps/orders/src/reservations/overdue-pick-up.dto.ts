import { IsId, MayBeAbsent, SortedFilter } from '@houtai/service-host';

export class OverduePickUpFilter extends SortedFilter('pickUpAt') {
  @MayBeAbsent()
  @IsId({ description: 'To be picked up at this branch' })
  branchId?: string;
}

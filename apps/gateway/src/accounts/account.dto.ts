import { IsOneOf, MayBeAbsent, SortedFilter } from '@houtai/service-host';

export class AccountFilter extends SortedFilter('createdAt') {
  @MayBeAbsent()
  @IsOneOf(['enabled', 'disabled'])
  status?: 'enabled' | 'disabled';
}

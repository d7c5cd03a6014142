import { IsId, IsOneOf, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import { KEY_STATUSES, type KeyStatus } from '../credentials/key-status';

export class ApiKeyFilter extends SortedFilter('createdAt') {
  @MayBeAbsent()
  @IsId()
  partnerId?: string;

  @MayBeAbsent()
  @IsOneOf(KEY_STATUSES)
  status?: KeyStatus;
}

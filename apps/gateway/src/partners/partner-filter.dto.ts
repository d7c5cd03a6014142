import { IsOneOf, IsTextUpTo, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import { PARTNER_STATUSES, type Partner } from './partner';

export class PartnerFilter extends SortedFilter('code') {
  @MayBeAbsent()
  @IsOneOf(PARTNER_STATUSES)
  status?: Partner['status'];

  @MayBeAbsent()
  @IsTextUpTo(40, { description: 'The partner of this code' })
  code?: string;
}

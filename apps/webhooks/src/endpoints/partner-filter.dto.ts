import type { Type as Class } from '@nestjs/common';
import { IsId, MayBeAbsent, SortedFilter, type SortedPageFilter } from '@houtai/service-host';

interface OfPartner extends SortedPageFilter {
  partnerId?: string;
}

/** Query of a list of what belongs to partners; the sorts are those of `SortedFilter`. */
export function OfPartnerFilter(usual: string, ...others: string[]): Class<OfPartner> {
  class Filter extends SortedFilter(usual, ...others) {
    @MayBeAbsent()
    @IsId({ description: 'For staff: of one partner' })
    partnerId?: string;
  }
  return Filter;
}

/** The same of what goes to their endpoints. */
export function ToEndpointFilter(
  usual: string,
  ...others: string[]
): Class<OfPartner & { endpointId?: string }> {
  class Filter extends OfPartnerFilter(usual, ...others) {
    @MayBeAbsent()
    @IsId({ description: 'To one endpoint' })
    endpointId?: string;
  }
  return Filter;
}

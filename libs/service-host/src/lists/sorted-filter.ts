import type { Type as Class } from '@nestjs/common';
import { PageFilter } from '../http/paging';
import { IsOneOf, MayBeAbsent } from '../validation/field-rules';
import { turned } from './sort';
import type { SortedPageFilter } from './sorted-page-filter';

/**
 * Query of a list, for its filters to extend. It takes these sorts and each of them turned round.
 * @param usual the sort of who asks for none
 */
export function SortedFilter(usual: string, ...others: string[]): Class<SortedPageFilter> {
  const sorts = [usual, ...others].flatMap((sort) => [sort, turned(sort)]);
  class SortedListFilter extends PageFilter implements SortedPageFilter {
    @MayBeAbsent()
    @IsOneOf(sorts, {
      description: `Fields in their order, each after a \`-\` where it falls; the id breaks ties. Without it \`${usual}\`, or what goes with the filters`,
    })
    sort?: string;
  }
  return SortedListFilter;
}

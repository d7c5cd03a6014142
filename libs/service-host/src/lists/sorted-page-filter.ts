import type { PageFilter } from '../http/paging';

/** Query of a list that can be sorted. */
export interface SortedPageFilter extends PageFilter {
  /** Absent: the usual sort, or the one that goes with the filters. */
  sort?: string;
}

/** Part of a {@link Plan}. */
export interface PlanNode {
  'Node Type': string;
  'Plan Rows': number;
  'Parent Relationship'?: string;
  'Index Name'?: string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** What `explain (format json)` answers. */
export interface Plan {
  Plan: PlanNode & { 'Shared Hit Blocks'?: number; 'Shared Read Blocks'?: number };
  'Execution Time'?: number;
}

/** What a filter that is said to leave few rows may leave. */
const FEW = 1000;

/** What a page costs. */
export interface PageCost {
  /** Blocks of the database, which another run counts alike. */
  readonly blocks: number;
  readonly ms: number;
}

/**
 * A table read as a whole, or a sort. The few rows that a filter leaves may be gathered and put in order: there is no faster
 * way to read three rows.
 */
export function isWrong(node: PlanNode, table: string, isFew: boolean): boolean {
  const type = node['Node Type'];
  if (type === 'Seq Scan') return node['Relation Name'] === table;
  if (/Sort$/.test(type) && isOfPages(node)) return false;
  return /Sort|Bitmap Heap Scan/.test(type) && !(isFew && node['Plan Rows'] <= FEW);
}

/** What is merged of several queries, each of which is read no further than a page. */
function isOfPages({ Plans = [] }: PlanNode): boolean {
  return Plans.every((part) => part['Node Type'] === 'Limit' || (part.Plans ? isOfPages(part) : false));
}

/** Of the list itself: what is looked up or added up for each row has few rows of its own, and its own order. */
export function nodesOf(node: PlanNode): PlanNode[] {
  const own = (node.Plans ?? []).filter(
    (part) => !/Plan$/.test(part['Parent Relationship'] ?? '') && !isSumOfRow(node, part),
  );
  return [node, ...own.flatMap(nodesOf)];
}

function isSumOfRow(node: PlanNode, part: PlanNode): boolean {
  if (node['Node Type'] === 'Memoize') return part['Node Type'] === 'Aggregate';
  if (node['Node Type'] !== 'Nested Loop' || part['Parent Relationship'] !== 'Inner') return false;
  return part['Node Type'] === 'Aggregate';
}

/** The cheapest of several runs. */
export function costOf(plans: readonly Plan[]): PageCost {
  const blocks = plans.map(
    ({ Plan }) => (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0),
  );
  const ms = plans.map((plan) => plan['Execution Time'] ?? Infinity);
  return { blocks: Math.min(...blocks), ms: Math.min(...ms) };
}

import type { AnyList } from '@houtai/service-host';
import { fakeToken } from './fake-token';
import type { TestService } from './start-test-service';

/** A list with values for all of its filters, of which the table under test has rows. */
export interface ListUnderTest {
  readonly list: AnyList;
  /** Path below `/api/v1` where the name of the list has places in it. */
  readonly path?: string;
  /** Filters that every request needs. */
  readonly always?: Readonly<Record<string, string>>;
  readonly samples: Readonly<Record<string, string>>;
  /** Partner that has rows of it, where partners reach it: its plans are looked at under their role as well. */
  readonly partner?: string;
  /** The values of `samples` that differ where a partner asks. */
  readonly partnerSamples?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly sort: string;
  readonly filter?: string;
  /** Indexes that the list declares for it: what a partner asks may go by its rows, or by the filter. */
  readonly indexes: readonly string[];
  /** The partner that asks; the house when absent. */
  readonly partner?: string;
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** As the service's own role, or that of partners, has it carried out. */
  readonly plans: readonly Plan[];
}

/** What is done with a statement beside being sent. */
const PLANNED = 'explain (format json) ';
const CARRIED_OUT = 'explain (analyze, buffers, timing off, format json) ';
/** Runs of which the cheapest counts: what else the machine does costs more, never less. */
const RUNS = 5;

interface PlanNode {
  'Node Type': string;
  'Plan Rows': number;
  'Parent Relationship'?: string;
  'Index Name'?: string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

interface Plan {
  Plan: PlanNode & { 'Shared Hit Blocks'?: number; 'Shared Read Blocks'?: number };
  'Execution Time'?: number;
}

/** Business time of the requests: what is overdue then, is. */
const NOW = '2027-12-01T00:00:00.000Z';

/** What stands for an index where everything is added up: there is nothing to find. */
const ADDED_UP = 'added up';

/** What a filter that is said to leave few rows may leave. */
const FEW = 1000;

/** What a page costs. */
interface PageCost {
  /** Blocks of the database, which another run counts alike. */
  readonly blocks: number;
  readonly ms: number;
}

/** Every sort, turned round as well, by itself and beside every filter that goes with it; then the same as a partner. */
export function asksOf({ list, partner }: ListUnderTest, turned: (sort: string) => string): Asked[] {
  const asked: readonly Asked[] = Object.entries(list.sorts).flatMap(([sort, alone]) =>
    [sort, turned(sort)].flatMap((wished) => [
      { sort: wished, indexes: alone.split(' or ') },
      ...Object.entries(list.filters).flatMap(([filter, { indexes }]) => {
        const index = indexes[sort];
        return index === undefined ? [] : [{ sort: wished, filter, indexes: index.split(' or ') }];
      }),
    ]),
  );
  if (partner === undefined) return [...asked];
  const own = list.filters.partnerId?.indexes;
  if (own === undefined) return [...asked, ...asked.map((ask) => ({ ...ask, partner }))];
  const asPartner = asked.flatMap((ask): Asked[] => {
    if (ask.filter === 'partnerId') return [];
    const index = own[ask.sort] ?? own[turned(ask.sort)];
    const filter = list.filters[ask.filter ?? ''];
    if (filter === undefined) return index === undefined ? [] : [{ ...ask, partner, indexes: [index] }];
    // its id is a filter of every question of a partner: what is asked goes with it, or leaves few rows
    if (index === undefined && filter.leaves === undefined) return [];
    return [{ ...ask, partner, indexes: [...Object.values(filter.indexes), ...Object.values(own)] }];
  });
  return [...asked, ...asPartner];
}

/** What is done with the statements of lists, and what came of it. */
interface Recorded {
  explain: readonly string[];
  statements: Statement[];
}

/**
 * Asks a service for pages of a list and looks at what Postgres makes of the very statements that it sends, where it sends them:
 * under the role, with the settings and by the row policies of whoever asks.
 */
export class ListPlans {
  private constructor(
    private readonly service: TestService,
    private readonly record: Recorded,
    private readonly restore: () => void,
  ) {}

  static async of(service: TestService): Promise<ListPlans> {
    const { Sql } = await import('@houtai/messaging');
    const record: Recorded = { explain: [], statements: [] };
    const { rows } = Sql.prototype;
    Sql.prototype.rows = async function (text, values = []) {
      if (!/limit \$\d+$/.test(text)) return rows.call(this, text, values) as never;
      const plans: Plan[] = [];
      for (const explain of record.explain) {
        const [row] = (await rows.call(this, explain + text, values)) as { 'QUERY PLAN': Plan[] }[];
        plans.push(...(row?.['QUERY PLAN'] ?? []));
      }
      record.statements.push({ text, values, plans });
      return rows.call(this, text, values) as never;
    };
    return new ListPlans(service, record, () => {
      Sql.prototype.rows = rows;
    });
  }

  close(): void {
    this.restore();
  }

  /** Everything that is wrong with the plans of a list: a sort, a table read as a whole, another index than is declared. */
  async faults(under: ListUnderTest): Promise<string[]> {
    const { turned } = await import('@houtai/service-host');
    const faults: string[] = [];
    for (const asked of asksOf(under, turned)) {
      const first = await this.page(under, asked);
      if (typeof first === 'string') {
        faults.push(first);
        continue;
      }
      const next = first.next === null ? [] : [await this.page(under, asked, first.next)];
      for (const page of [first, ...next]) {
        if (typeof page === 'string') faults.push(page);
        else faults.push(...(await this.planFaults(under.list, asked, page.statement.plans)));
      }
      if (first.items === 0) faults.push(`${named(asked)}: finds nothing, so that its plan says nothing`);
    }
    return faults;
  }

  /**
   * What the first page and a later one cost, of every sort and filter that has so many rows.
   * @param rowsBefore rows that the later page has before it
   */
  async costs(
    under: ListUnderTest,
    rowsBefore: number,
  ): Promise<{ asked: string; first: PageCost; later: PageCost }[]> {
    const { turned } = await import('@houtai/service-host');
    const costs: { asked: string; first: PageCost; later: PageCost }[] = [];
    const runs = Array.from({ length: RUNS }, () => CARRIED_OUT);
    for (const asked of asksOf(under, turned)) {
      const first = await this.page(under, asked, undefined, runs);
      if (typeof first === 'string' || first.next === null) continue;
      const cursor = await this.cursorAfter(under.list, asked, first, rowsBefore);
      const later = cursor && (await this.page(under, asked, cursor, runs));
      if (later === undefined || typeof later === 'string') continue;
      costs.push({
        asked: named(asked),
        first: costOf(first.statement.plans),
        later: costOf(later.statement.plans),
      });
    }
    return costs;
  }

  private async page(
    { list, path = list.name, always, samples, partnerSamples }: ListUnderTest,
    asked: Asked,
    after?: string,
    explain: readonly string[] = [PLANNED],
  ): Promise<{ statement: Statement; next: string | null; items: number } | string> {
    const { sort, filter, partner } = asked;
    const values = partner === undefined ? samples : { ...samples, ...partnerSamples };
    if (filter !== undefined && values[filter] === undefined) return `${named(asked)}: the test has no value`;
    const query = new URLSearchParams({
      ...always,
      sort,
      ...(filter && { [filter]: values[filter] ?? '' }),
      ...(after && { after }),
    });
    this.record.explain = explain;
    this.record.statements = [];
    // not by the client of the test, which holds answers against the documents: rows made by the million are not whole
    const answer = await fetch(`${this.service.url}/api/v1/${path}?${query.toString()}`, {
      headers: { authorization: `Bearer ${await tokenOf(partner)}`, 'x-houtai-time': NOW },
    });
    this.record.explain = [];
    if (!answer.ok) return `${named(asked)}: ${answer.status} ${await answer.text()}`;
    const body = (await answer.json()) as { items: unknown[]; next: string | null };
    const isOne = filter !== undefined && list.filters[filter]?.leaves === 'one';
    const order = isOne ? 'where' : `order by ${list.fields[sort.replace(/^-|,.*$/g, '')]?.sql ?? ''}`;
    const statement = this.record.statements.find(
      ({ text }) => text.includes(list.table) && text.includes(order),
    );
    if (!statement) return `${named(asked)}: sends no statement of a list`;
    return { statement, next: body.next, items: body.items.length };
  }

  private async planFaults(list: AnyList, asked: Asked, plans: readonly Plan[]): Promise<string[]> {
    if (asked.indexes.includes(ADDED_UP)) return [];
    const nodes = plans.flatMap(({ Plan }) => nodesOf(Plan));
    const isFew =
      list.isOfFew === true ||
      // two filters may leave few as well
      (asked.filter !== undefined && (asked.partner ?? list.filters[asked.filter]?.leaves) !== undefined);
    const wrong = nodes.filter((node) =>
      list.isAddedUp === true ? isReadAsAWhole(node) : isWrong(node, list.table, isFew),
    );
    const used = await this.indexes(nodes.flatMap((node) => node['Index Name'] ?? []));
    const faults = wrong.map((node) => `${node['Node Type']} of ${node['Relation Name'] ?? 'rows'}`);
    // sums of few rows are found by the index of either filter
    const declared = list.isAddedUp
      ? Object.values(list.filters).flatMap(({ indexes }) => Object.values(indexes))
      : asked.indexes;
    if (!declared.some((index) => used.includes(index)))
      faults.push(`${asked.indexes.join(' or ')} is not used, but ${used.join(', ')}`);
    return faults.map((fault) => `${named(asked)}: ${fault}`);
  }

  /** Those of partitions by the name of the index that they are parts of. */
  private async indexes(names: readonly string[]): Promise<string[]> {
    const rows = await this.service.sql<{ name: string }>(
      `select distinct coalesce(p.inhparent, c.oid)::regclass::text as name
         from pg_class c left join pg_inherits p on p.inhrelid = c.oid
        where c.relkind in ('i', 'I') and c.relname = any ($1)`,
      [names],
    );
    return rows.map(({ name }) => name);
  }

  /** The cursor behind so many rows, as the service itself would make it; undefined where there are fewer. */
  private async cursorAfter(
    list: AnyList,
    { sort }: Asked,
    { statement, next }: { statement: Statement; next: string | null },
    rowsBefore: number,
  ): Promise<string | undefined> {
    const { encodeCursor, keyOf, keyOfSort } = await import('@houtai/service-host');
    const values = [...statement.values.slice(0, -1), rowsBefore + 1];
    const rows = await this.service.sql<object>(statement.text, values);
    const row = rows[rowsBefore - 1];
    if (row === undefined || rows.length <= rowsBefore || next === null) return undefined;
    const [digest] = JSON.parse(Buffer.from(next, 'base64url').toString()) as [string];
    return encodeCursor(keyOf(keyOfSort(list as never, sort), row), digest);
  }
}

function costOf(plans: readonly Plan[]): PageCost {
  const blocks = plans.map(
    ({ Plan }) => (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0),
  );
  const ms = plans.map((plan) => plan['Execution Time'] ?? Infinity);
  return { blocks: Math.min(...blocks), ms: Math.min(...ms) };
}

function tokenOf(partner: string | undefined): Promise<string> {
  return fakeToken(partner === undefined ? { roles: ['admin'] } : { roles: ['partner-admin'], partner });
}

/** The few rows that a filter leaves may be gathered and put in order: there is no faster way to read three rows. */
function isWrong(node: PlanNode, table: string, isFew: boolean): boolean {
  const type = node['Node Type'];
  if (type === 'Seq Scan') return node['Relation Name'] === table;
  if (/Sort$/.test(type) && isOfPages(node)) return false;
  return /Sort|Bitmap Heap Scan/.test(type) && !(isFew && node['Plan Rows'] <= FEW);
}

function isReadAsAWhole(node: PlanNode): boolean {
  return node['Node Type'] === 'Seq Scan' && node['Plan Rows'] > FEW;
}

/** What is merged of several queries, each of which is read no further than a page. */
function isOfPages({ Plans = [] }: PlanNode): boolean {
  return Plans.every((part) => part['Node Type'] === 'Limit' || (part.Plans ? isOfPages(part) : false));
}

/** Of the list itself: what is looked up for each row has few rows of its own, and its own order. */
function nodesOf(node: PlanNode): PlanNode[] {
  const own = (node.Plans ?? []).filter((part) => !/Plan$/.test(part['Parent Relationship'] ?? ''));
  return [node, ...own.flatMap(nodesOf)];
}

function named({ sort, filter, partner }: Asked): string {
  const asked = filter === undefined ? `sort=${sort}` : `sort=${sort} ${filter}`;
  return partner === undefined ? asked : `${asked}, of a partner`;
}

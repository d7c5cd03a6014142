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
}

interface Asked {
  readonly sort: string;
  readonly filter?: string;
  /** Index that the list declares for it. */
  readonly index: string;
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

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

/** What a filter that is said to leave few rows may leave. */
const FEW = 1000;

/** What a page costs. */
interface PageCost {
  /** Blocks of the database, which another run counts alike. */
  readonly blocks: number;
  readonly ms: number;
}

/** Every sort, turned round as well, by itself and beside every filter that goes with it. */
export function asksOf({ list }: ListUnderTest, turned: (sort: string) => string): Asked[] {
  return Object.entries(list.sorts).flatMap(([sort, alone]) =>
    [sort, turned(sort)].flatMap((wished) => [
      { sort: wished, index: alone },
      ...Object.entries(list.filters).flatMap(([filter, { indexes }]) => {
        const index = indexes[sort];
        return index === undefined ? [] : [{ sort: wished, filter, index }];
      }),
    ]),
  );
}

/** Asks a service for pages of a list and looks at what Postgres makes of the very statements that it sends. */
export class ListPlans {
  private constructor(
    private readonly service: TestService,
    private readonly record: Statement[],
    private readonly restore: () => void,
  ) {}

  static async of(service: TestService): Promise<ListPlans> {
    const { Sql } = await import('@houtai/messaging');
    const record: Statement[] = [];
    const { rows } = Sql.prototype;
    Sql.prototype.rows = function (text, values = []) {
      record.push({ text, values });
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
        else faults.push(...(await this.planFaults(under.list, asked, page.statement)));
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
    for (const asked of asksOf(under, turned)) {
      const first = await this.page(under, asked);
      if (typeof first === 'string' || first.next === null) continue;
      const cursor = await this.cursorAfter(under.list, asked, first, rowsBefore);
      const later = cursor && (await this.page(under, asked, cursor));
      if (later === undefined || typeof later === 'string') continue;
      costs.push({
        asked: named(asked),
        first: await this.cost(first.statement),
        later: await this.cost(later.statement),
      });
    }
    return costs;
  }

  private async page(
    { list, path = list.name, always, samples }: ListUnderTest,
    asked: Asked,
    after?: string,
  ): Promise<{ statement: Statement; next: string | null; items: number } | string> {
    const { sort, filter } = asked;
    if (filter !== undefined && samples[filter] === undefined)
      return `${named(asked)}: the test has no value`;
    const query = new URLSearchParams({
      ...always,
      sort,
      ...(filter && { [filter]: samples[filter] ?? '' }),
      ...(after && { after }),
    });
    this.record.length = 0;
    // not by the client of the test, which holds answers against the documents: rows made by the million are not whole
    const answer = await fetch(`${this.service.url}/api/v1/${path}?${query.toString()}`, {
      headers: { authorization: `Bearer ${await fakeToken({ roles: ['admin'] })}`, 'x-houtai-time': NOW },
    });
    if (!answer.ok) return `${named(asked)}: ${answer.status} ${await answer.text()}`;
    const body = (await answer.json()) as { items: unknown[]; next: string | null };
    const isOne = filter !== undefined && list.filters[filter]?.leaves === 'one';
    const order = isOne ? 'where' : `order by ${list.fields[sort.replace(/^-|,.*$/g, '')]?.sql ?? ''}`;
    const statement = this.record.find(
      ({ text }) => /limit \$\d+$/.test(text) && text.includes(list.table) && text.includes(order),
    );
    if (!statement) return `${named(asked)}: sends no statement of a list`;
    return { statement: { ...statement }, next: body.next, items: body.items.length };
  }

  private async planFaults(list: AnyList, asked: Asked, { text, values }: Statement): Promise<string[]> {
    const [row] = await this.service.sql<{ 'QUERY PLAN': Plan[] }>(`explain (format json) ${text}`, values);
    const nodes = row?.['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)) ?? [];
    const isFew =
      list.isOfFew === true ||
      (asked.filter !== undefined && list.filters[asked.filter]?.leaves !== undefined);
    const wrong = nodes.filter((node) => isWrong(node, list.table, isFew));
    const used = await this.indexes(nodes.flatMap((node) => node['Index Name'] ?? []));
    const faults = wrong.map((node) => `${node['Node Type']} of ${node['Relation Name'] ?? 'rows'}`);
    if (!used.includes(asked.index)) faults.push(`${asked.index} is not used, but ${used.join(', ')}`);
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

  /** The cheapest of some runs: what else the machine does costs more, never less. */
  private async cost({ text, values }: Statement): Promise<PageCost> {
    const runs: PageCost[] = [];
    for (let run = 0; run < 5; run += 1) {
      const [row] = await this.service.sql<{ 'QUERY PLAN': Plan[] }>(
        `explain (analyze, buffers, timing off, format json) ${text}`,
        values,
      );
      const plan = row?.['QUERY PLAN'][0];
      runs.push({
        blocks: (plan?.Plan['Shared Hit Blocks'] ?? 0) + (plan?.Plan['Shared Read Blocks'] ?? 0),
        ms: plan?.['Execution Time'] ?? Infinity,
      });
    }
    return {
      blocks: Math.min(...runs.map(({ blocks }) => blocks)),
      ms: Math.min(...runs.map(({ ms }) => ms)),
    };
  }
}

/** The few rows that a filter leaves may be gathered and put in order: there is no faster way to read three rows. */
function isWrong(node: PlanNode, table: string, isFew: boolean): boolean {
  const type = node['Node Type'];
  if (type === 'Seq Scan') return node['Relation Name'] === table;
  return /Sort|Bitmap Heap Scan/.test(type) && !(isFew && node['Plan Rows'] <= FEW);
}

/** Of the list itself: what is looked up for each row has few rows of its own, and its own order. */
function nodesOf(node: PlanNode): PlanNode[] {
  const own = (node.Plans ?? []).filter((part) => !/Plan$/.test(part['Parent Relationship'] ?? ''));
  return [node, ...own.flatMap(nodesOf)];
}

function named({ sort, filter }: Asked): string {
  return filter === undefined ? `sort=${sort}` : `sort=${sort} ${filter}`;
}

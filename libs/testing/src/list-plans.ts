import type { AnyList } from '@houtai/service-host';
import { fakeToken } from './fake-token';
import { asksOf, named, type Asked, type ListUnderTest } from './list-asks';
import { costOf, isWrong, nodesOf, type PageCost, type Plan } from './list-plan';
import type { TestService } from './start-test-service';

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

/** Business time of the requests: what is overdue then, is. */
const NOW = '2027-12-01T00:00:00.000Z';

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
    const nodes = plans.flatMap(({ Plan }) => nodesOf(Plan));
    const isFew =
      list.isOfFew === true ||
      // two filters may leave few as well
      (asked.filter !== undefined && (asked.partner ?? list.filters[asked.filter]?.leaves) !== undefined);
    const wrong = nodes.filter((node) => isWrong(node, list.table, isFew));
    const used = await this.indexes(nodes.flatMap((node) => node['Index Name'] ?? []));
    const faults = wrong.map((node) => `${node['Node Type']} of ${node['Relation Name'] ?? 'rows'}`);
    if (!asked.indexes.some((index) => used.includes(index)))
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

function tokenOf(partner: string | undefined): Promise<string> {
  return fakeToken(partner === undefined ? { roles: ['admin'] } : { roles: ['partner-admin'], partner });
}

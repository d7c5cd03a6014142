import { type ContractDocument } from './api-contract';
import { checksOf } from './checks-of-document';
import { faultsOfExchange, type Exchange } from './exchange-check';

/** Every finding of a test, each once with how often it was met. */
export class UndocumentedExchangesError extends Error {
  constructor(readonly findings: readonly string[]) {
    super(`What was sent and answered is not what the document says:\n${findings.join('\n')}`);
  }
}

/**
 * Keeps every request and answer of a test, and holds them against the API's own document when the test is over: an
 * answer or a code that an operation does not declare, a body outside of its schema, a request that was carried out
 * although the document does not allow it.
 */
export class ExchangeRecorder {
  private exchanges: Exchange[] = [];
  private earliest: Promise<ContractDocument | undefined> | undefined;

  /** @param read the document: at first, and again when the test is over, since services may have come up late */
  constructor(private readonly read: () => Promise<ContractDocument>) {}

  keep(exchange: Exchange): void {
    // Whatever a test has stopped by then can no longer be asked.
    this.earliest ??= this.read().catch(() => undefined);
    this.exchanges.push(exchange);
  }

  /** Throws {@link UndocumentedExchangesError}. Nothing is asked for when nothing was kept. */
  async check(): Promise<void> {
    const exchanges = this.exchanges;
    this.exchanges = [];
    if (exchanges.length === 0) return;
    const document = await this.read().catch(async (error: unknown) => {
      const earliest = await this.earliest;
      if (earliest === undefined) throw error;
      return earliest;
    });
    const { contract, schemas } = checksOf(document);
    const times = new Map<string, number>();
    for (const exchange of exchanges)
      for (const fault of faultsOfExchange(exchange, contract, schemas))
        times.set(fault, (times.get(fault) ?? 0) + 1);
    if (times.size === 0) return;
    throw new UndocumentedExchangesError(
      [...times].sort(([a], [b]) => a.localeCompare(b)).map(([fault, count]) => `- ${fault} (${count} x)`),
    );
  }
}

/** Reads a document of the API. @param token for one that is not shown to everybody */
export function documentAt(url: string, token?: () => Promise<string>): () => Promise<ContractDocument> {
  return async () => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${await token()}` } : {};
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return (await answer.json()) as ContractDocument;
  };
}

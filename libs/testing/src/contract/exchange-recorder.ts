import { ApiContract, type ContractDocument } from './api-contract';
import { faultsOfExchange, type Exchange } from './exchange-check';
import { SchemaCheck } from './schema-check';

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

  /** @param read the document, when the test is over: services may have come up late */
  constructor(private readonly read: () => Promise<ContractDocument>) {}

  keep(exchange: Exchange): void {
    this.exchanges.push(exchange);
  }

  /** Throws {@link UndocumentedExchangesError}. Nothing is asked for when nothing was kept. */
  async check(): Promise<void> {
    const exchanges = this.exchanges;
    this.exchanges = [];
    if (exchanges.length === 0) return;
    const document = await this.read();
    const contract = new ApiContract(document);
    const schemas = new SchemaCheck(document);
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

/** Reads a document that the API shows to everybody. */
export function documentAt(url: string): () => Promise<ContractDocument> {
  return async () => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return (await answer.json()) as ContractDocument;
  };
}

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, buildConnector, ProxyAgent, type Dispatcher } from 'undici';
import { needsAllowance } from '../addresses/endpoint-url';
import { AddressRefusedError, GuardedLookup, type Reach } from '../addresses/guarded-lookup.service';
import { WebhooksConfig } from '../webhooks.config';
import { faultOf, type Fault } from './fault';

/** For everything from the look-up to the end of the answer. */
export const DEADLINE_MS = 15_000;
/** Of an answer's text, which is kept for the partner to read. */
export const MOST_ANSWER_BYTES = 4_096;

export interface SentRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came of one request: an answer with a status, or a fault. */
export interface Answer {
  readonly status?: number;
  readonly fault?: Fault;
  /** `Retry-After` as it came. */
  readonly retryAfter?: string;
  /** Its first bytes, as text. */
  readonly text: string;
  readonly durationMs: number;
  /** The address that the host was last connected at. */
  readonly address?: string;
}

/** Makes requests to hosts that strangers chose: only to addresses that may be called, and never for longer than the deadline. */
@Injectable()
export class Sender implements OnApplicationShutdown {
  private readonly dispatcher: Dispatcher;
  private readonly addresses = new Map<string, string>();

  constructor(
    private readonly lookups: GuardedLookup,
    { proxyUrl, caFile }: WebhooksConfig,
  ) {
    const ca = caFile === '' ? undefined : [...rootCertificates, readFileSync(caFile, 'utf8')];
    const limits = { headersTimeout: DEADLINE_MS, bodyTimeout: DEADLINE_MS, maxOrigins: 10_000 };
    this.dispatcher =
      proxyUrl === ''
        ? new Agent({ ...limits, connect: this.connector(ca) })
        : new ProxyAgent({ ...limits, uri: proxyUrl, requestTls: ca ? { ca } : {} });
  }

  /** Never rejects. */
  async post({ url, body, headers }: SentRequest): Promise<Answer> {
    const began = performance.now();
    const { origin, pathname, search } = new URL(url);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    let outcome: Omit<Answer, 'durationMs' | 'address'>;
    try {
      const answer = await this.dispatcher.request({
        origin,
        path: pathname + search,
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', ...headers },
        signal,
      });
      const retryAfter = answer.headers['retry-after'];
      outcome = {
        status: answer.statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        text: await beginningOf(answer.body),
      };
    } catch (error) {
      outcome = { fault: signal.aborted ? 'timeout' : faultOf(error), text: '' };
    }
    const durationMs = Math.round(performance.now() - began);
    return { ...outcome, durationMs, address: this.addresses.get(origin) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private connector(ca: string[] | undefined): buildConnector.connector {
    const connectors = Object.fromEntries(
      (['internet', 'allowed'] as const).map((reach) => {
        // @types of undici know the options of TLS and forget those of the socket beneath
        const options = { lookup: this.lookups.lookup(reach), timeout: DEADLINE_MS, allowH2: false, ca };
        return [reach, buildConnector(options as buildConnector.BuildOptions)];
      }),
    ) as Record<Reach, buildConnector.connector>;
    return (options, callback) => {
      const { protocol, port, hostname } = options;
      const reach = needsAllowance({ protocol, port }) ? 'allowed' : 'internet';
      const address = hostname.replace(/^\[|\]$/g, '');
      // of an address no look-up is made, so this is where it is checked
      if (isIP(address) !== 0 && !this.lookups.admits(address, reach)) {
        return callback(new AddressRefusedError(), null);
      }
      connectors[reach](options, (...result) => {
        const [, socket] = result;
        if (socket?.remoteAddress) this.note(options, socket.remoteAddress);
        callback(...result);
      });
    };
  }

  private note({ protocol, host }: buildConnector.Options, address: string): void {
    if (this.addresses.size > 10_000) this.addresses.clear();
    if (host !== undefined) this.addresses.set(new URL(`${protocol}//${host}`).origin, address);
  }
}

/** The status has been said: an answer that then goes on for ever, or breaks off, changes nothing. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_ANSWER_BYTES) break;
    }
  } catch {
    // what was read until then is what there is
  }
  // Postgres stores no zero byte
  return Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString('utf8').replaceAll('\0', '');
}

import type { ExchangeRecorder } from '@houtai/testing';

/** Which operations of a document were called, by what went over the wire. */
export class SentOperations {
  private readonly sent: string[] = [];

  /** @param recorder is given every exchange that ends */
  constructor(private readonly recorder: () => ExchangeRecorder) {}

  /** For a client, in place of the platform's own: notes what was answered with success. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const sent = request.body === null ? undefined : await request.clone().text();
    const response = await fetch(request);
    const { pathname, search } = new URL(request.url);
    if (response.ok) this.sent.push(`${request.method} ${pathname}`);
    if (!isStream(response)) {
      const requestHeaders = Object.fromEntries(request.headers);
      const asked = { method: request.method, path: pathname + search, requestHeaders, requestBody: sent };
      const { status, headers } = response;
      this.recorder().keep({ ...asked, status, headers, body: await bodyOf(response.clone()) });
    }
    return response;
  };

  /** @param template path with its parameters in braces */
  has(method: string, template: string): boolean {
    const form = new RegExp(`^${method.toUpperCase()} ${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return this.sent.some((one) => form.test(one));
  }
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return isJson ? (JSON.parse(text) as unknown) : text;
}

/** Which operations of a document were called, by what went over the wire. */
export class SentOperations {
  private readonly sent: string[] = [];

  /** For a client, in place of the platform's own: notes what was answered with success. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init);
    const response = await fetch(request, init);
    if (response.ok) this.sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return response;
  };

  /** @param template path with its parameters in braces */
  has(method: string, template: string): boolean {
    const form = new RegExp(`^${method.toUpperCase()} ${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return this.sent.some((one) => form.test(one));
  }
}

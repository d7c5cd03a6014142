import { startTcpProxy, type TcpProxy } from '@houtai/testing';

/** A wire to the server of `target` that a test can cut or silence, and the URL that goes through it. */
export async function wireTo(target: string): Promise<{ wire: TcpProxy; url: string }> {
  const url = new URL(target);
  const wire = await startTcpProxy(url.host);
  url.host = wire.address;
  url.search = '';
  return { wire, url: url.toString() };
}

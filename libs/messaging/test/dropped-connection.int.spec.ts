import { readFileSync } from 'node:fs';
import { createServer as createPlain, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls, type ConnectionOptions } from 'node:tls';
import { makeCertificates, type Certificates } from '@houtai/testing';
import { DroppableSockets } from '../src/bus/kafka/droppable-sockets';

describe('a connection to a broker that is dropped', () => {
  let certificates: Certificates;
  let server: Server | undefined;

  beforeAll(async () => (certificates = await makeCertificates()));
  afterEach(() => server?.close());
  afterAll(() => certificates?.remove());

  /** Answers with the port of a server that accepts, and never says a word. */
  async function silentServer(encrypted: boolean): Promise<number> {
    const broker = await certificates.sign('broker');
    const tls = { key: readFileSync(broker.key), cert: readFileSync(broker.certificate) };
    const accept = (wire: Socket): unknown => wire.on('error', () => undefined);
    server = encrypted ? createTls(tls, accept) : createPlain(accept);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  it.each([
    ['in plain text', false, false],
    ['in plain text that has said goodbye', false, true],
    ['with TLS', true, false],
    ['with TLS that has said goodbye', true, true],
  ])(
    'does not stay open, %s',
    async (_, encrypted, endedBefore) => {
      const port = await silentServer(encrypted);
      const sockets = new DroppableSockets();
      const ssl = encrypted ? { ca: readFileSync(certificates.authority) } : undefined;
      const faults: string[] = [];
      const socket = await new Promise<Socket>((resolve) => {
        const made = sockets.connect({
          host: '127.0.0.1',
          port,
          // kafkajs hands over what its configuration has, also when that is nothing
          ...({ ssl } as { ssl: ConnectionOptions }),
          onConnect: () => resolve(made),
        });
      });
      socket.on('error', ({ message }) => faults.push(message));
      const closed = new Promise((resolve) => socket.once('close', resolve));
      if (endedBefore) socket.end();
      sockets.drop();
      await closed;
      expect(faults).toEqual(['the connection was dropped']);
    },
    10_000,
  );
});

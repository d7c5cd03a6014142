import { createSocket, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';

const [A, AAAA] = [1, 28];
const NO_SUCH_NAME = 3;

/** A name server on a real socket, which says what the test tells it to, and keeps what it was asked. */
export class NameServer {
  readonly asked: string[] = [];
  private readonly names = new Map<string, readonly string[]>();

  private constructor(private readonly socket: Socket) {
    socket.on('message', (query, from) => {
      const answer = this.answer(query);
      socket.send(answer, from.port, from.address);
    });
  }

  static async start(): Promise<NameServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new NameServer(socket);
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  /** What a name leads to from now on; nothing for no addresses. */
  say(name: string, ...addresses: string[]): void {
    this.names.set(name, addresses);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const type = query.readUInt16BE(at + 1);
    const question = query.subarray(12, at + 5);
    const name = labels.join('.').toLowerCase();
    this.asked.push(`${type === A ? 'A' : 'AAAA'} ${name}`);
    const known = this.names.get(name);
    const records = (known ?? []).filter((address) => (isIPv4(address) ? A : AAAA) === type).map(recordOf);
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (known?.length ? 0 : NO_SUCH_NAME), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return Buffer.concat([header, question, ...records]);
  }
}

/** Of the name asked for, good for no time at all. */
function recordOf(address: string): Buffer {
  const bytes = isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const head = Buffer.from([0xc0, 12, 0, isIPv4(address) ? A : AAAA, 0, 1, 0, 0, 0, 0, 0, bytes.length]);
  return Buffer.concat([head, bytes]);
}

function ipv6Bytes(address: string): Buffer {
  const [left = '', right] = address.split('::');
  const groups = (text: string | undefined) =>
    text ? text.split(':').map((group) => parseInt(group, 16)) : [];
  const [front, back] = [groups(left), groups(right)];
  const middle = Array<number>(8 - front.length - back.length).fill(0);
  const bytes = Buffer.alloc(16);
  [...front, ...middle, ...back].forEach((group, n) => bytes.writeUInt16BE(group, 2 * n));
  return bytes;
}

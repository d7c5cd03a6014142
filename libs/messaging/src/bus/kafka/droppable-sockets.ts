import { connect as connectTcp, isIP, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 10_000;

/**
 * The connections of one kafkajs client, which can be dropped for good. `disconnect()` of kafkajs waits for
 * replies that may never come, and then closes politely: what still lies in the send buffer is delivered later.
 */
export class DroppableSockets {
  private readonly open = new Map<Socket, Socket>();
  private dropped = false;

  /** For the option `socketFactory`. */
  readonly connect: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    // a send that was given up may still be about to connect
    if (this.dropped) throw new Error('this client was dropped');
    const wire = connectTcp({ host, port });
    wire.setKeepAlive(true, KEEP_ALIVE_MS);
    const socket = ssl
      ? connectTls({ servername: isIP(host) ? '' : host, host, ...ssl, socket: wire }, onConnect)
      : wire.once('connect', onConnect);
    if (socket !== wire) wire.on('error', (error) => socket.destroy(error));
    this.open.set(socket, wire);
    socket.once('close', () => this.open.delete(socket));
    return socket;
  };

  /** Resets all connections, with what they had still to send; no new one is made. */
  drop(): void {
    this.dropped = true;
    for (const [socket, wire] of this.open) {
      // kafkajs listens for errors only: without one it would wait for the replies
      socket.emit('error', new Error('the connection was dropped'));
      // one that has said goodbye already (with TLS the wire knows nothing of it) cannot be reset, and would stay open
      if (wire.connecting || socket.writableEnded || wire.writableEnded) wire.destroy();
      else wire.resetAndDestroy();
    }
  }
}

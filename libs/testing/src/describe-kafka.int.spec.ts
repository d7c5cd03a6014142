import { connect } from 'node:net';
import { describeKafka } from './describe-kafka';

describeKafka('a test that needs Kafka', (brokers) => {
  it('is given brokers that accept connections', async () => {
    const [host, port] = (brokers.split(',')[0] ?? '').split(':');
    const socket = connect({ host, port: Number(port) });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.destroy();
  });
});

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probeKafka, startKafkaCluster, untilItAnswers, type KafkaCluster } from '@houtai/infrastructure';
import { describeKafka } from './describe-kafka';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

// beside the broker of the test run: whoever has Java for that one can start three more
describeKafka('a cluster of three brokers on this machine', () => {
  let cluster: KafkaCluster;
  beforeAll(async () => (cluster = await startKafkaCluster({ proxied: true })), 120_000);
  afterAll(() => cluster?.stop());

  it('gives each node an identity of its own in one cluster', async () => {
    const texts = await Promise.all(
      cluster.nodes.map(({ folder }) => readFile(join(folder, 'log', 'meta.properties'), 'utf8')),
    );
    const all = (name: string) => texts.map((text) => new RegExp(`^${name}=(.+)$`, 'm').exec(text)?.[1]);
    expect(all('node.id')).toEqual(['1', '2', '3']);
    expect(new Set(all('directory.id')).size).toBe(3);
    expect(new Set(all('cluster.id')).size).toBe(1);
  });

  // Linux alone tells what a process has mapped.
  (existsSync('/proc/self/maps') ? it : it.skip)(
    'starts nodes from the archive of their classes',
    async () => {
      const maps = await Promise.all(
        cluster.nodes.map((node) => readFile(`/proc/${node.pid()}/maps`, 'utf8')),
      );
      for (const map of maps) expect(map).toMatch(/kafka-[\d.]+-[0-9a-f]{16}\.jsa$/m);
    },
  );

  it('starts a killed node again on its ports and log', async () => {
    const [node] = cluster.nodes;
    if (!node) throw new Error('no node');
    const pid = node.pid() ?? 0;
    await node.kill();
    expect(node.pid()).toBeUndefined();
    await expect(probeKafka(node.address, 500)).rejects.toThrow();
    await node.start();
    expect(node.pid()).not.toBe(pid);
    await untilItAnswers(() => probeKafka(node.address), 10_000);
  });

  it('freezes a node and wakes it', async () => {
    const node = cluster.nodes[1];
    if (!node) throw new Error('no node');
    node.freeze();
    await expect(probeKafka(node.address, 500)).rejects.toThrow('did not answer');
    node.resume();
    await untilItAnswers(() => probeKafka(node.address), 10_000);
  });

  it('makes the way to a node slow, silent or shut', async () => {
    const node = cluster.nodes[2];
    if (!node?.proxy) throw new Error('no proxy');
    node.proxy.delay(300);
    const started = performance.now();
    await probeKafka(node.address);
    expect(performance.now() - started).toBeGreaterThan(590);
    node.proxy.delay(0);
    node.proxy.blackhole(true);
    await expect(probeKafka(node.address, 500)).rejects.toThrow('did not answer');
    node.proxy.blackhole(false);
    node.proxy.refuse(true);
    await expect(probeKafka(node.address, 500)).rejects.toThrow();
    node.proxy.refuse(false);
    await probeKafka(node.address);
  });

  it('leaves no process behind', async () => {
    const pids = cluster.nodes.map((node) => node.pid() ?? 0);
    expect(pids.every(isAlive)).toBe(true);
    await Promise.all([cluster.stop(), cluster.stop()]);
    expect(pids.some(isAlive)).toBe(false);
  });
});

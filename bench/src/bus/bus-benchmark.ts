import { randomUUID } from 'node:crypto';
import { provisionBus, type Infrastructure } from '@houtai/infrastructure';
import type { MessagingConfig } from '@houtai/messaging';
import type { Figure } from '../figure';
import { median } from '../statistics';
import { BusPath, type SentMessage } from './bus-path';
import { KafkaFloor } from './kafka-floor';
import { TableFloor } from './table-floor';

const PARTITIONS = 6;
const TARGET = { of: 'value', atLeast: 3_000 } as const;

interface Floor {
  run(sent: readonly SentMessage[]): Promise<number>;
  close(): Promise<void>;
}

interface Plan {
  readonly events: number;
  readonly runs: number;
}

/** Outbox -> bus -> applied by a consumer, on each bus that is there; runs of the system and of the floor alternate. */
export async function busBenchmark(
  infrastructure: Infrastructure,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const plan = quick ? { events: 5_000, runs: 1 } : { events: 20_000, runs: 5 };
  const { postgresAdminUrl: adminUrl, bus } = infrastructure;
  const prefix = `bench-${randomUUID().slice(0, 8)}.`;
  const figures: Figure[] = [];
  if (bus.kind === 'kafka') {
    const floor = new KafkaFloor(bus.brokers, prefix, PARTITIONS);
    const path = await BusPath.open(adminUrl, 'bench_kafka', {
      bus: 'kafka',
      brokers: bus.brokers.split(','),
      ...common(prefix),
    });
    figures.push(
      await alternate({ bus: 'Kafka', floor: 'bare kafkajs, same bytes' }, path, floor, plan, log),
    );
  }
  const busUrl = bus.kind === 'embedded' ? bus.url : await provisionBus(adminUrl, 'bench_bus');
  const floor = await TableFloor.open(adminUrl, 'bench_floor_log');
  const path = await BusPath.open(adminUrl, 'bench_embedded', {
    bus: 'embedded',
    brokers: [],
    busUrl,
    ...common(prefix),
  });
  figures.push(
    await alternate({ bus: 'embedded bus', floor: 'plain table, same bytes' }, path, floor, plan, log),
  );
  return figures;
}

function common(prefix: string): Pick<MessagingConfig, 'partitions' | 'replication' | 'prefix'> {
  return { partitions: PARTITIONS, replication: 1, prefix };
}

async function alternate(
  names: { bus: string; floor: string },
  path: BusPath,
  floor: Floor,
  { events, runs }: Plan,
  log: (line: string) => void,
): Promise<Figure> {
  try {
    await path.run(2_000); // warm
    const sent: SentMessage[] = await path.sent(2_000);
    await floor.run(sent);
    const rates: number[] = [];
    const floors: number[] = [];
    for (let run = 1; run <= runs; run += 1) {
      rates.push(await path.run(events));
      floors.push(await floor.run(await path.sent(events)));
      log(
        `${names.bus}, run ${run}: ${Math.round(rates.at(-1) ?? 0)}/s, floor ${Math.round(floors.at(-1) ?? 0)}/s`,
      );
    }
    const value = median(rates);
    const least = median(floors);
    return {
      measurement: `outbox -> ${names.bus} -> applied`,
      value,
      unit: 'events/s',
      runs: rates,
      floor: { what: names.floor, value: least, runs: floors },
      ratio: value / least,
      target: TARGET,
    };
  } finally {
    await path.close();
    await floor.close();
  }
}

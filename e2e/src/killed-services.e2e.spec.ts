import { testKafkaBrokers } from '@houtai/testing';
import { playWhileKilled, type ServiceName } from '@houtai/tools';
import { Office } from './system/office';

const BOOKINGS = 24;
/**
 * One of each kind: who lets everybody in, who makes the promises, who only follows what others say. The fault suite
 * kills all seven in turn each night (`every-process-killed`).
 */
const SERVICES: readonly ServiceName[] = ['gateway', 'orders', 'finance'];

/** A run under faults with a system of its own: at night, or by hand. In each run the short part of the fault suite kills too. */
const atNight = process.env.HOUTAI_TEST_KILLS === 'yes' ? describe : describe.skip;

jest.setTimeout(600_000);

atNight(
  `a kill of services and servers in turn on ${testKafkaBrokers() ? 'Kafka' : 'the embedded bus'}`,
  () => {
    let office: Office;

    beforeAll(async () => {
      office = await Office.openWithOwnServers();
    });
    afterAll(() => office?.close());

    it('loses nothing, doubles nothing and leaves nothing half done of the bookings under way', async () => {
      const { system } = office;
      const servers = system.infrastructure.servers.map(({ name }) => name);
      const play = { bookings: BOOKINGS, victims: [...servers, ...SERVICES] };
      expect(await playWhileKilled(system, play)).toEqual([]);
    });
  },
);

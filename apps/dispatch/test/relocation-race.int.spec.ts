import { at, embeddedTestBus, testId, type TestBus } from '@houtai/testing';
import { createService, type RunningService } from '@houtai/service-host';
import { SubmissionService } from '../src/capacities/submission.service';
import { DispatchConfig } from '../src/dispatch.config';
import { dispatchDefinition } from '../src/dispatch.definition';
import { A, B, RentalWorld } from './rental-world';
import { brokenRelocations, defineDrive, relocations } from './relocation-world';

const ROUNDS = 8;
const car = (n: number) => testId(0xc000 + n);
const promise = (n: number) => testId(0xc100 + n);

describe('two instances and one vehicle that would have to be driven', () => {
  let bus: TestBus;
  let world: RentalWorld;
  let other: RunningService;

  beforeAll(async () => {
    bus = await embeddedTestBus();
    world = await RentalWorld.start({ bus });
    const config = world.service.running.app.get(DispatchConfig);
    other = await createService(dispatchDefinition, {
      env: {
        HOUTAI_DATABASE_URL: config.databaseUrl,
        HOUTAI_JWKS: config.jwks,
        HOUTAI_TOKEN_ISSUER: config.tokenIssuer,
        HOUTAI_DATA_KEY: config.dataKey,
        HOUTAI_MODE: 'simulated',
        LOG_LEVEL: 'silent',
        PORT: '0',
        ...bus.env,
      },
    });
    await defineDrive(world, A, B, { minutes: 60, costFen: 1_000 });
  });
  afterAll(async () => {
    await other?.close();
    await world?.close();
    await bus?.drop();
  });

  it('that are asked at the same moment promise it once', async () => {
    for (let n = 0; n < ROUNDS; n += 1) await world.register(car(n), `raced-${n}`);
    await world.drained();
    const [here, there] = [world.service.running, other].map(({ app }) => app.get(SubmissionService));
    const ask = (service: SubmissionService | undefined, reservationId: string, classCode: string) => {
      const stops = {
        pickUp: { branchId: B, at: at('10:00', 10) },
        return: { branchId: B, at: at('10:00', 11) },
      };
      const request = { classCode, ...stops };
      const call = { correlationId: reservationId, businessTime: at('00:00', 1) };
      return service?.answer([{ reservationId, request, call }]);
    };
    for (let n = 0; n < ROUNDS; n += 1) {
      const classCode = `raced-${n}`;
      await Promise.all([ask(here, promise(2 * n), classCode), ask(there, promise(2 * n + 1), classCode)]);
      expect(await relocations(world, `classCode=${classCode}`)).toMatchObject([{ vehicleId: car(n) }]);
    }
    await world.drained();
    expect(await world.published('capacity-held')).toHaveLength(ROUNDS);
    expect(await world.published('capacity-refused')).toHaveLength(ROUNDS);
    expect(await brokenRelocations(world)).toEqual([]);
    expect(await world.overlaps()).toEqual([]);
  });
});

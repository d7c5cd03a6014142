import { scenariosOf, at, testId } from '@houtai/testing';
import { Paper, PaperKind, REQUIRED_PAPERS } from './papers';
import { Registration, RegisteredVehicle, VehicleEvent, initialState } from './vehicle';
import { vehicleDecider } from './vehicle.decide';

const VEHICLE = testId(1);
const BRANCH = testId(2);
const paper = (kind: PaperKind, validTo = at('00:00', 300)): Paper => ({
  kind,
  number: `${kind}-1`,
  validFrom: at('00:00', -60),
  validTo,
});
const goodPapers = REQUIRED_PAPERS.map((kind) => paper(kind));
const inspectionEnds = (validTo: string) =>
  goodPapers.map((p) => (p.kind === 'annual-inspection' ? { ...p, validTo } : p));

const registration = (papers: readonly Paper[] = goodPapers): Registration => ({
  id: VEHICLE,
  vin: 'LSVAA4182E2123456',
  plate: '沪A12345',
  classCode: 'compact',
  energy: 'petrol',
  branchId: BRANCH,
  odometerKm: 12,
  papers,
});
const registered = (papers?: readonly Paper[]): VehicleEvent[] => [
  { type: 'vehicle-registered', registration: registration(papers), at: at('08:00') },
  { type: 'status-changed', since: at('08:00') },
];
const handedOver: VehicleEvent[] = [
  {
    type: 'vehicle-handed-over',
    rental: { agreementId: testId(10), reservationId: testId(11), openedAt: at('09:00') },
    branchId: BRANCH,
    odometerKm: 20,
  },
  { type: 'status-changed', since: at('09:00') },
];
const cameBack: VehicleEvent[] = [
  { type: 'vehicle-came-back', branchId: BRANCH, odometerKm: 90 },
  { type: 'status-changed', since: at('18:00') },
];
const grounded: VehicleEvent[] = [
  { type: 'vehicle-grounded', grounding: { reason: 'maintenance', groundedAt: at('10:00') } },
  { type: 'status-changed', since: at('10:00') },
];
const grounding = { type: 'ground-vehicle', reason: 'maintenance', at: at('10:00') } as const;

const { givenEvents, givenState } = scenariosOf(vehicleDecider);

describe('registering a vehicle', () => {
  it('makes it available from that moment', () => {
    givenEvents()
      .when({ type: 'register-vehicle', ...registration(), at: at('08:00') })
      .thenEvents(...registered());
  });

  it('without a required paper puts it out of service at once and says which one is missing', () => {
    const papers = goodPapers.filter((p) => p.kind !== 'compulsory-insurance');
    givenEvents()
      .when({ type: 'register-vehicle', ...registration(papers), at: at('08:00') })
      .thenEvents(
        { type: 'vehicle-registered', registration: registration(papers), at: at('08:00') },
        {
          type: 'vehicle-grounded',
          grounding: {
            reason: 'papers-expired',
            note: 'not in force: compulsory-insurance',
            groundedAt: at('08:00'),
          },
        },
        { type: 'status-changed', since: at('08:00') },
      );
  });

  it('is refused twice, and for a paper that is never valid', () => {
    const again = { type: 'register-vehicle', ...registration(), at: at('09:00') } as const;
    givenEvents(...registered())
      .when(again)
      .thenError('vehicle-already-registered');
    givenEvents()
      .when({ ...again, papers: [{ ...paper('registration'), validTo: at('00:00', -60) }] })
      .thenError('paper-period-empty', { papers: ['registration'] });
  });
});

describe('papers', () => {
  const ends = at('12:30', 1);
  const expiring = registered(inspectionEnds(ends));

  it('that end put the vehicle out of service from that very minute, however late the clock ticks', () => {
    givenEvents(...expiring)
      .when({ type: 'expire-papers', at: at('08:00', 2) })
      .thenEvents(
        {
          type: 'vehicle-grounded',
          grounding: { reason: 'papers-expired', note: 'not in force: annual-inspection', groundedAt: ends },
        },
        { type: 'status-changed', since: ends },
      );
  });

  it('do not ground before they end, nor a vehicle that is out of service already', () => {
    givenEvents(...expiring)
      .when({ type: 'expire-papers', at: at('12:29', 1) })
      .thenNothing();
    givenEvents(...expiring, ...grounded)
      .when({ type: 'expire-papers', at: ends })
      .thenNothing();
  });

  it('renewed after they ended lift the grounding for papers', () => {
    givenEvents(...registered([]), {
      type: 'vehicle-grounded',
      grounding: { reason: 'papers-expired', groundedAt: at('08:00') },
    })
      .when({ type: 'renew-papers', papers: goodPapers, at: at('09:00') })
      .thenEvents(
        { type: 'papers-renewed', papers: goodPapers, at: at('09:00') },
        { type: 'vehicle-returned-to-service', at: at('09:00') },
        { type: 'status-changed', since: at('09:00') },
      );
  });

  it('renewed during maintenance leave the vehicle in the workshop', () => {
    givenEvents(...registered(), ...grounded)
      .when({ type: 'renew-papers', papers: goodPapers, at: at('11:00') })
      .thenEvents({ type: 'papers-renewed', papers: goodPapers, at: at('11:00') });
  });

  it('that a renewal forgets put the vehicle out of service', () => {
    givenEvents(...registered())
      .when({ type: 'renew-papers', papers: goodPapers.slice(1), at: at('09:00') })
      .thenState({ grounding: expect.objectContaining({ reason: 'papers-expired' }) as never });
  });
});

describe('grounding', () => {
  it('takes an available vehicle out of service', () => {
    givenEvents(...registered())
      .when(grounding)
      .thenEvents(...grounded);
  });

  it('of a vehicle on rent leaves it with the customer; it is out of service once it is back', () => {
    const onRent = [...registered(), ...handedOver];
    const noted = grounded.slice(0, 1);
    givenEvents(...onRent)
      .when(grounding)
      .thenEvents(...noted);
    givenEvents(...onRent, ...noted)
      .when({
        type: 'note-return',
        agreementId: testId(10),
        branchId: BRANCH,
        odometerKm: 90,
        at: at('18:00'),
      })
      .thenEvents(...cameBack);
  });

  it('ends with the return to service, which still asks for the check-in of the last rental', () => {
    givenEvents(...registered(), ...handedOver, ...cameBack, ...grounded)
      .when({ type: 'return-to-service', at: at('20:00') })
      .thenEvents(
        { type: 'vehicle-returned-to-service', at: at('20:00') },
        { type: 'status-changed', since: at('20:00') },
      );
  });

  it('cannot end while a paper is not in force', () => {
    givenEvents(...registered([]), ...grounded)
      .when({ type: 'return-to-service', at: at('11:00') })
      .thenError('papers-not-in-force', { papers: [...REQUIRED_PAPERS] });
  });
});

describe('a late fact', () => {
  it('does not take the standing back in time: it holds from where the standing before began', () => {
    givenEvents(...registered())
      .when({
        type: 'note-allocation',
        allocation: {
          allocationId: testId(5),
          reservationId: testId(11),
          from: at('10:00'),
          to: at('12:00'),
        },
        at: at('07:00'),
      })
      .thenState({ since: at('08:00') });
  });
});

describe('an illegal transition is refused by name', () => {
  const fresh = registered();
  const workshop = [...registered(), ...grounded];
  const onSale: VehicleEvent[] = [...workshop, { type: 'vehicle-put-on-sale' }];
  it.each([
    ['check-in of an available vehicle', fresh, { type: 'check-in' }, 'vehicle-not-returned'],
    [
      'check-in of a vehicle on rent',
      [...fresh, ...handedOver],
      { type: 'check-in' },
      'vehicle-not-returned',
    ],
    ['return to service of one in service', fresh, { type: 'return-to-service' }, 'vehicle-not-grounded'],
    ['grounding twice', workshop, grounding, 'vehicle-already-grounded'],
    [
      'expected back in the past',
      fresh,
      { ...grounding, expectedBackAt: at('10:00') },
      'expected-back-not-in-future',
    ],
    ['sale of one in service', fresh, { type: 'put-on-sale' }, 'vehicle-not-grounded'],
    [
      'sale of one on rent',
      [...fresh, ...handedOver, ...grounded],
      { type: 'put-on-sale' },
      'vehicle-on-rent',
    ],
    ['disposal before the sale', workshop, { type: 'dispose' }, 'vehicle-not-on-sale'],
    ['return to service of one on sale', onSale, { type: 'return-to-service' }, 'vehicle-not-in-fleet'],
    ['papers for one on sale', onSale, { type: 'renew-papers', papers: goodPapers }, 'vehicle-not-in-fleet'],
    ['anything before registration', [], { type: 'check-in' }, 'vehicle-not-registered'],
  ] as const)('%s', (_name, events, command, code) => {
    givenEvents(...events)
      .when({ at: at('10:00'), ...command })
      .thenError(code);
  });

  it('but from the workshop it is sold and disposed of', () => {
    givenEvents(...workshop)
      .when({ type: 'put-on-sale', at: at('12:00') })
      .thenEvents({ type: 'vehicle-put-on-sale' }, { type: 'status-changed', since: at('12:00') });
    givenEvents(...onSale)
      .when({ type: 'dispose', at: at('13:00') })
      .thenState({ lifeCycle: 'disposed' } satisfies Partial<RegisteredVehicle> as never);
    givenState(initialState())
      .when({ type: 'dispose', at: at('13:00') })
      .thenError('vehicle-not-registered');
  });
});

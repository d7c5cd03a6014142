import { scenariosOf, at, testId } from '@houtai/testing';
import { Paper, PaperKind, REQUIRED_PAPERS } from './papers';
import { Registration, RegisteredVehicle, VehicleEvent } from './vehicle';
import { vehicle } from './vehicle.aggregate';

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
  { type: 'VehicleRegistered', registration: registration(papers), at: at('08:00') },
  { type: 'StatusChanged', at: at('08:00') },
];
const handedOver: VehicleEvent[] = [
  {
    type: 'VehicleHandedOver',
    agreementId: testId(10),
    reservationId: testId(11),
    branchId: BRANCH,
    odometerKm: 20,
    at: at('09:00'),
  },
  { type: 'StatusChanged', at: at('09:00') },
];
const cameBack: VehicleEvent[] = [
  { type: 'VehicleCameBack', branchId: BRANCH, odometerKm: 90, at: at('18:00') },
  { type: 'StatusChanged', at: at('18:00') },
];
const grounded: VehicleEvent[] = [
  { type: 'VehicleGrounded', reason: 'maintenance', at: at('10:00') },
  { type: 'StatusChanged', at: at('10:00') },
];
const grounding = { type: 'GroundVehicle', reason: 'maintenance', at: at('10:00') } as const;

const { givenEvents, givenState } = scenariosOf(vehicle);

describe('registering a vehicle', () => {
  it('makes it available from that moment', () => {
    givenEvents()
      .when({ type: 'RegisterVehicle', ...registration(), at: at('08:00') })
      .thenEvents(...registered());
  });

  it('without a required paper puts it out of service at once and says which one is missing', () => {
    const papers = goodPapers.filter((p) => p.kind !== 'compulsory-insurance');
    givenEvents()
      .when({ type: 'RegisterVehicle', ...registration(papers), at: at('08:00') })
      .thenEvents(
        { type: 'VehicleRegistered', registration: registration(papers), at: at('08:00') },
        {
          type: 'VehicleGrounded',
          reason: 'papers-expired',
          note: 'not in force: compulsory-insurance',
          at: at('08:00'),
        },
        { type: 'StatusChanged', at: at('08:00') },
      );
  });

  it('is refused twice, and for a paper that is never valid', () => {
    const again = { type: 'RegisterVehicle', ...registration(), at: at('09:00') } as const;
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
      .when({ type: 'ExpirePapers', at: at('08:00', 2) })
      .thenEvents(
        {
          type: 'VehicleGrounded',
          reason: 'papers-expired',
          note: 'not in force: annual-inspection',
          at: ends,
        },
        { type: 'StatusChanged', at: ends },
      );
  });

  it('do not ground before they end, nor a vehicle that is out of service already', () => {
    givenEvents(...expiring)
      .when({ type: 'ExpirePapers', at: at('12:29', 1) })
      .thenNothing();
    givenEvents(...expiring, ...grounded)
      .when({ type: 'ExpirePapers', at: ends })
      .thenNothing();
  });

  it('renewed after they ended lift the grounding for papers', () => {
    givenEvents(...registered([]), {
      type: 'VehicleGrounded',
      reason: 'papers-expired',
      at: at('08:00'),
    })
      .when({ type: 'RenewPapers', papers: goodPapers, at: at('09:00') })
      .thenEvents(
        { type: 'PapersRenewed', papers: goodPapers, at: at('09:00') },
        { type: 'VehicleReturnedToService', at: at('09:00') },
        { type: 'StatusChanged', at: at('09:00') },
      );
  });

  it('renewed during maintenance leave the vehicle in the workshop', () => {
    givenEvents(...registered(), ...grounded)
      .when({ type: 'RenewPapers', papers: goodPapers, at: at('11:00') })
      .thenEvents({ type: 'PapersRenewed', papers: goodPapers, at: at('11:00') });
  });

  it('that a renewal forgets put the vehicle out of service', () => {
    givenEvents(...registered())
      .when({ type: 'RenewPapers', papers: goodPapers.slice(1), at: at('09:00') })
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
        type: 'NoteReturn',
        agreementId: testId(10),
        branchId: BRANCH,
        odometerKm: 90,
        at: at('18:00'),
      })
      .thenEvents(...cameBack);
  });

  it('ends with the return to service, which still asks for the check-in of the last rental', () => {
    givenEvents(...registered(), ...handedOver, ...cameBack, ...grounded)
      .when({ type: 'ReturnToService', at: at('20:00') })
      .thenEvents(
        { type: 'VehicleReturnedToService', at: at('20:00') },
        { type: 'StatusChanged', at: at('20:00') },
      );
  });

  it('cannot end while a paper is not in force', () => {
    givenEvents(...registered([]), ...grounded)
      .when({ type: 'ReturnToService', at: at('11:00') })
      .thenError('papers-not-in-force', { papers: [...REQUIRED_PAPERS] });
  });
});

describe('a late fact', () => {
  it('does not take the standing back in time: it holds from where the standing before began', () => {
    givenEvents(...registered())
      .when({
        type: 'NoteAllocation',
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
  const onSale: VehicleEvent[] = [...workshop, { type: 'VehiclePutOnSale', at: at('12:00') }];
  it.each([
    ['return to service of one in service', fresh, { type: 'ReturnToService' }, 'vehicle-not-grounded'],
    ['grounding twice', workshop, grounding, 'vehicle-already-grounded'],
    [
      'expected back in the past',
      fresh,
      { ...grounding, expectedBackAt: at('10:00') },
      'expected-back-not-in-future',
    ],
    ['sale of one in service', fresh, { type: 'PutOnSale' }, 'vehicle-not-grounded'],
    ['sale of one on rent', [...fresh, ...handedOver, ...grounded], { type: 'PutOnSale' }, 'vehicle-on-rent'],
    ['disposal before the sale', workshop, { type: 'Dispose' }, 'vehicle-not-on-sale'],
    ['return to service of one on sale', onSale, { type: 'ReturnToService' }, 'vehicle-not-in-fleet'],
    ['papers for one on sale', onSale, { type: 'RenewPapers', papers: goodPapers }, 'vehicle-not-in-fleet'],
    ['anything before registration', [], { type: 'Dispose' }, 'vehicle-not-registered'],
  ] as const)('%s', (_name, events, command, code) => {
    givenEvents(...events)
      .when({ at: at('10:00'), ...command })
      .thenError(code);
  });

  it('but from the workshop it is sold and disposed of', () => {
    givenEvents(...workshop)
      .when({ type: 'PutOnSale', at: at('12:00') })
      .thenEvents({ type: 'VehiclePutOnSale', at: at('12:00') }, { type: 'StatusChanged', at: at('12:00') });
    givenEvents(...onSale)
      .when({ type: 'Dispose', at: at('13:00') })
      .thenState({ status: 'disposed' } satisfies Partial<RegisteredVehicle> as never);
    givenState(vehicle.initialState())
      .when({ type: 'Dispose', at: at('13:00') })
      .thenError('vehicle-not-registered');
  });
});

import { testKafkaBrokers } from '@houtai/testing';
import { keepAnswers } from '@houtai/tools';
import { absencesJourney } from './journeys/absences';
import { badInputJourney } from './journeys/bad-input';
import { badTokensJourney } from './journeys/bad-tokens';
import { booksByHandJourney } from './journeys/books-by-hand';
import { canariesJourney } from './journeys/canaries';
import { changesAndEndsJourney } from './journeys/changes-and-ends';
import { dispatchPlansJourney } from './journeys/dispatch-plans';
import { documentsJourney } from './journeys/documents';
import { fleetFactsJourney } from './journeys/fleet-facts';
import { fuzzJourney } from './journeys/fuzz';
import { handoverGateJourney } from './journeys/handover-gate';
import { lastVehicleJourney } from './journeys/last-vehicle';
import { ownersCredentialsJourney } from './journeys/owners-credentials';
import { partnerBookingsJourney } from './journeys/partner-bookings';
import { partnerGuideJourney } from './journeys/partner-guide';
import { partnerKeysJourney } from './journeys/partner-keys';
import { partnerStoryJourney } from './journeys/partner-story';
import { partnerRetriesJourney } from './journeys/partner-retries';
import { partnerWalkJourney } from './journeys/partner-walk';
import { postingRulesJourney } from './journeys/posting-rules';
import { promiseRulesJourney } from './journeys/promise-rules';
import { listsJourney } from './journeys/lists';
import { liveUpdatesJourney } from './journeys/live-updates';
import { poisonedMessageJourney } from './journeys/poisoned-message';
import { refusedWishesJourney } from './journeys/refused-wishes';
import { rebuildJourney } from './journeys/rebuild';
import { refusalsJourney } from './journeys/refusals';
import { relocationsJourney } from './journeys/relocations';
import { rentalJourney, rolesJourney } from './journeys/rental';
import { silentDispatchJourney } from './journeys/silent-dispatch';
import { verifiedJourney } from './journeys/verified';
import { webhooksJourney } from './journeys/webhooks';
import { whatIfsJourney } from './journeys/what-ifs';
import { Office } from './system/office';

jest.setTimeout(180_000);

/**
 * One running system for all journeys: its processes take their time to start. Business time only goes forward, so
 * each journey has a month of its own, in this order.
 */
describe(`the back office on ${testKafkaBrokers() ? 'Kafka' : 'the embedded bus'}`, () => {
  let office: Office;
  const current = () => office;

  beforeAll(async () => {
    office = await Office.open();
    await keepAnswers(office.system, process.env.HOUTAI_E2E_ANSWERS);
  });
  afterAll(() => office?.close());

  documentsJourney(current);
  ownersCredentialsJourney(current);
  rolesJourney(current);
  partnerKeysJourney(current);
  badInputJourney(current);
  badTokensJourney(current);
  rentalJourney(current);
  booksByHandJourney(current);
  postingRulesJourney(current);
  changesAndEndsJourney(current);
  lastVehicleJourney(current);
  fleetFactsJourney(current);
  absencesJourney(current);
  silentDispatchJourney(current);
  refusalsJourney(current);
  promiseRulesJourney(current);
  handoverGateJourney(current);
  dispatchPlansJourney(current);
  refusedWishesJourney(current);
  whatIfsJourney(current);
  poisonedMessageJourney(current);
  relocationsJourney(current);
  webhooksJourney(current);
  partnerBookingsJourney(current);
  liveUpdatesJourney(current);
  partnerGuideJourney(current);
  partnerStoryJourney(current);
  partnerWalkJourney(current);
  partnerRetriesJourney(current);
  listsJourney(current);
  fuzzJourney(current, { seconds: 20 });
  canariesJourney(current);
  rebuildJourney(current);
  verifiedJourney(current);
});

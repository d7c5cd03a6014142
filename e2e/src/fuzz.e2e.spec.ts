import { fuzzJourney } from './journeys/fuzz';
import { Office } from './system/office';

/** Long enough to find what is rare: nightly, or by hand with as many seconds as there is time for. */
const seconds = Number(process.env.HOUTAI_TEST_FUZZ_SECONDS ?? 0);

(seconds > 0 ? describe : describe.skip)('the back office, asked for everything', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  }, 180_000);
  afterAll(() => office?.close());

  fuzzJourney(() => office, { seconds });
});

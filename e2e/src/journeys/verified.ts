import { ApiClient, findingLines, isSound, targetOfSystem, verify } from '@houtai/tools';
import type { Office } from '../system/office';

/** Whatever was played: the independent checker compares every id and version that it left behind. */
export function verifiedJourney(office: () => Office): void {
  describe('all that has happened', () => {
    it('was committed, published and applied, each once and in its order', () => expectSound(office()));
  });
}

/** Fails with the checker's table when it finds a fault. */
export async function expectSound({ system }: Office): Promise<void> {
  const [admin] = system.accounts;
  if (!admin) throw new Error('nobody is there to ask');
  const api = new ApiClient(system.gatewayUrl, admin);
  try {
    const verdict = await verify(targetOfSystem(api, system.places));
    if (!isSound(verdict)) throw new Error(`\n${findingLines(verdict.findings).join('\n')}`);
    expect(verdict.read.produced).toBeGreaterThan(100);
    expect(verdict.read.delivered).toBeGreaterThanOrEqual(verdict.read.produced);
  } finally {
    await api.close();
  }
}

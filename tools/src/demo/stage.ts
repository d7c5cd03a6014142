import type { Agenda } from './agenda';
import type { ApiClient } from './api-client';
import type { FoundedCompany } from './found-company';

/** What every story is played with. */
export interface Stage {
  api: ApiClient;
  /** Prefix of idempotency keys, unique per run. */
  run: string;
  agenda: Agenda;
  /** Seed of each story's own chance: stories run concurrently, yet the same seed plays the same company. */
  seed: number;
  /** Another one per play on the same system: its customers are other people. */
  generation: number;
  company: FoundedCompany;
  /** Books what comes through partners. */
  agency: ApiClient;
}

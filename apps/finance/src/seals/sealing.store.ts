import { Injectable } from '@nestjs/common';
import { RoleConnection } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';

/** What a sealer did, and where the chain stands since. */
export interface Sealing {
  sealed: number;
  seq: number;
  hash: string;
}

/** The one session that may have entries sealed; what is sealed and how, the database decides. */
@Injectable()
export class SealingStore extends RoleConnection {
  constructor(config: FinanceConfig) {
    super({
      name: 'finance-sealer',
      url: config.sealerUrl,
      config,
      statementMs: config.statementTimeoutMs,
    });
  }

  /** Seals the oldest entries that wait for it; nothing when another sealer is at work. */
  async seal(most: number): Promise<Sealing | undefined> {
    const [done] = await this.rows<Sealing>(
      'select sealed, head_seq as seq, head_hash as hash from seal_entries($1)',
      [most],
    );
    return done;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { realmOf } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import type { Audience } from '../routes/audiences';
import type { MergedHeading } from '../routes/merge-documents';
import { titleIn } from '../routes/realm-title';

/** English, then Chinese. The pieces of bash are the same in both, and run by `e2e/src/journeys/partner-guide.ts`. */
const GUIDES = ['partner.md', 'partner.zh.md'].map((name) => join(__dirname, '..', '..', 'guide', name));

/** How the documents introduce themselves. */
@Injectable()
export class Headings {
  private readonly known: Readonly<Record<Audience, { title: string; description: string }>> = {
    partner: {
      title: 'Houtai for partners',
      description: GUIDES.map((file) => readFileSync(file, 'utf8')).join('\n'),
    },
    internal: {
      title: 'Houtai for front ends',
      description:
        'What the front ends of the house are made of: reservations, rentals, vehicles, dispatch, customers, books, reports.',
    },
    operations: {
      title: 'Houtai for operations',
      description:
        'For those who run the system: its health and its bus, what stands still in a service, accounts, simulated time.',
    },
  };

  constructor(private readonly config: GatewayConfig) {}

  of(audience: Audience): MergedHeading {
    const { title, description } = this.known[audience];
    return { title: titleIn(title, realmOf(this.config)), version: '1', description };
  }
}

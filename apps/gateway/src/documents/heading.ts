import type { Audience } from '../routes/audiences';
import type { MergedHeading } from '../routes/merge-documents';
import { titleIn } from '../routes/realm-title';

const HEADINGS: Readonly<Record<Audience, { title: string; description: string }>> = {
  partner: {
    title: 'Houtai for partners',
    description: 'Book cars of the company from a system of yours, and hear what becomes of your bookings.',
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

/** How the document of an audience introduces itself. */
export function headingOf(audience: Audience, realm: 'live' | 'test'): MergedHeading {
  const { title, description } = HEADINGS[audience];
  return { title: titleIn(title, realm), version: '1', description };
}

import { createHash } from 'node:crypto';
import { CATALOGUE } from '@houtai/event-catalogue';

/**
 * The same in two processes when they check events alike: all types and their schemas in brief, 16 characters. Data that
 * a producer of this version has checked needs no second look.
 */
export const CATALOGUE_VERSION = createHash('sha256')
  .update(JSON.stringify(CATALOGUE.map(({ type, schema }) => [type, schema])))
  .digest('hex')
  .slice(0, 16);

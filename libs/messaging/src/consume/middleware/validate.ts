import { validateEvent } from '@houtai/event-catalogue';
import { CATALOGUE_VERSION } from '../../bus/catalogue-version';
import { InvalidEventError } from '../../outbox/invalid-event.error';
import type { ReceivedEvent } from '../event-context';
import type { Middleware } from './middleware';

/** Checks what the producer has checked by another catalogue. Throws `InvalidEventError`. */
export const validate: Middleware<readonly ReceivedEvent[]> = (next) => (events) => {
  for (const { type, data, catalogueVersion } of events) {
    const faults = catalogueVersion === CATALOGUE_VERSION ? [] : validateEvent(type, data);
    if (faults.length > 0) return Promise.reject(new InvalidEventError(type, faults));
  }
  return next(events);
};

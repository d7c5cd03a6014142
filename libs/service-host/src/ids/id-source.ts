import { uuidv7 } from 'uuidv7';

/** Injection token: `@Inject(IDS) ids: IdSource`. */
export const IDS = Symbol('houtai:ids');

/** Source of new identifiers. */
export interface IdSource {
  /** UUIDv7: sorts by time of creation. */
  next(): string;
}

export class Uuidv7Source implements IdSource {
  next(): string {
    return uuidv7();
  }
}

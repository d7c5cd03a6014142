/** A delivery that this process holds a lease on. */
export interface TakenDelivery {
  id: string;
  fence: number;
  /** Made before this one. */
  attempts: number;
  replayed: boolean;
  messageId: string;
  messageDay: string;
  createdAt: Date;
  body: string;
  endpointId: string;
  partnerId: string;
  mostInFlight: number;
  ordering: 'none' | 'subject';
  url: string;
  secrets: readonly SealedSecret[];
  /** Time of the database when it was taken, in ms since 1970. */
  takenAt: number;
}

export interface SealedSecret {
  id: string;
  secret: string;
}

/** How long nobody else takes it. */
export const LEASE_SECONDS = 30;
/** A process that was stopped for longer after taking it makes no attempt: the lease might end in the middle of one. */
export const LATEST_BEGIN_MS = 10_000;

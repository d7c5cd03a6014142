import { Static, TSchema } from '@sinclair/typebox';

/** One event of the catalogue: what crosses service borders, once and for all described. */
export interface EventDefinition<T = unknown> {
  /** CloudEvents type with its version, e.g. `houtai.orders.reservation-confirmed.v1`. */
  readonly type: string;
  /** One topic per aggregate; the key of a message is the aggregate's id. */
  readonly topic: string;
  /** The only service that may publish it. */
  readonly producer: Producer;
  /** One sentence a person of the business understands. */
  readonly meaning: string;
  /** JSON Schema of the data. v1 only ever gains optional fields. */
  readonly schema: TSchema;
  /** Golden sample: the producer's tests make it, the consumers' tests accept it. */
  readonly sample: T;
}

export type Producer =
  'gateway' | 'webhooks' | 'orders' | 'dispatch' | 'fleet' | 'customer-service' | 'finance' | 'analytics';

/** Describes an event; its TypeScript type follows from the schema, so the two cannot drift apart. */
export function defineEvent<S extends TSchema>(definition: {
  producer: Producer;
  aggregate: string;
  name: string;
  version?: number;
  meaning: string;
  schema: S;
  sample: Static<S>;
}): EventDefinition<Static<S>> {
  const { producer, aggregate, name, version = 1, meaning, schema, sample } = definition;
  return {
    type: `houtai.${producer}.${name}.v${version}`,
    topic: `houtai.${producer}.${aggregate}`,
    producer,
    meaning,
    schema,
    sample,
  };
}

import type { Static, TSchema } from '@sinclair/typebox';
import type { EventDefinition } from '@houtai/event-catalogue';

/** A contract of its own, apart from the events on the bus: what a partner is told. */
export interface PublicEvent {
  /** `reservation.confirmed` */
  readonly type: string;
  /** The event on the bus that it is made of; none for what only a test sends. */
  readonly source?: EventDefinition;
  /** `partner`: to the partner whose booking it is about. `everyone`: to all that subscribed, and whose price group it names. */
  readonly audience: 'partner' | 'everyone';
  /** What a subject is called before its id. */
  readonly subject: string;
  readonly meaning: { readonly en: string; readonly zh: string };
  readonly schema: TSchema;
  readonly sample: unknown;
  /** The partner's view; nothing when a partner is not told of this one. */
  readonly view: (data: unknown) => unknown;
}

export interface PublicEventDeclaration<Source, Schema extends TSchema> {
  type: string;
  source: EventDefinition<Source>;
  audience?: PublicEvent['audience'];
  subject: string;
  meaning: PublicEvent['meaning'];
  schema: Schema;
  sample: Static<Schema>;
  view: (data: Source) => Static<Schema> | undefined;
}

/** Describes a public event; the compiler checks map and sample against its schema. */
export function publicEvent<Source, Schema extends TSchema>(
  declaration: PublicEventDeclaration<Source, Schema>,
): PublicEvent {
  const { view, audience = 'partner', source, ...rest } = declaration;
  return {
    ...rest,
    audience,
    source: source as EventDefinition,
    // data of the bus was checked against the schema of its type before it comes here
    view: (data) => view(data as Source),
  };
}

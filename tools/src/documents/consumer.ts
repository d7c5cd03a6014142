/** Who applies which events, as the running services report it. */
export interface Consumer {
  service: string;
  /** Name of the consumer inside its service; consumer group `<service>.<name>`. */
  name: string;
  types: readonly string[];
}

/** The consumers of an event type, as `service` or `service/consumer` where the two differ. */
export function consumersOf(type: string, consumers: readonly Consumer[]): string[] {
  return consumers
    .filter(({ types }) => types.includes(type))
    .map(({ service, name }) => (name === service ? service : `${service}/${name}`))
    .sort();
}

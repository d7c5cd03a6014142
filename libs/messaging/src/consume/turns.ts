/** Messages that one call of their handlers takes. */
interface Turn<Message, Route> {
  readonly route: Route;
  readonly messages: Message[];
}

/**
 * Groups messages for handlers that take many at once. Within a key their order stays: a message joins the earliest turn of
 * its route that does not come before a turn with an earlier message of its key.
 * @param routeOf who handles a message
 * @param isShared whether a turn of this route may have more than one message
 */
export function inTurns<Message extends { key: string }, Route>(
  messages: readonly Message[],
  routeOf: (message: Message) => Route,
  isShared: (route: Route) => boolean,
): Turn<Message, Route>[] {
  const turns: Turn<Message, Route>[] = [];
  const earliest = new Map<string, number>();
  for (const message of messages) {
    const route = routeOf(message);
    const from = earliest.get(message.key) ?? 0;
    let place = isShared(route) ? turns.findIndex((turn, n) => n >= from && turn.route === route) : -1;
    if (place < 0) place = turns.push({ route, messages: [] }) - 1;
    turns[place]?.messages.push(message);
    earliest.set(message.key, place);
  }
  return turns;
}

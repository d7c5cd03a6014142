import { createEventBus } from '../src/bus/create-event-bus';
import type { MessagingConfig } from '../src/messaging.config';

/**
 * A member of a group in a process of its own, to be killed amid a batch. Takes and resolves messages up to the value
 * HOLDS, which it holds for ever; says `remembered` when the group has only UNTIL_LAG messages left to do.
 */
async function main(): Promise<void> {
  const { BUS = '', TOPIC = '', GROUP = '', HOLDS, UNTIL_LAG } = process.env;
  const bus = createEventBus(JSON.parse(BUS) as MessagingConfig, 'test');
  const member = bus.subscribe({
    group: GROUP,
    topics: [TOPIC],
    handle: async (batch) => {
      for (const message of batch.messages) {
        const value = message.value?.toString() ?? '';
        if (value === HOLDS) {
          say(`holds ${value}`);
          await new Promise(() => undefined);
        }
        say(`took ${value}`);
        batch.resolve(message);
      }
      return {};
    },
    onFatal: (reason) => {
      throw reason;
    },
  });
  await member.ready;
  while ((await member.lag()) !== Number(UNTIL_LAG)) await new Promise((resolve) => setTimeout(resolve, 50));
  say('remembered');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();

import { parseArgs } from 'node:util';

export interface LaunchArguments {
  readonly mode: 'live' | 'simulated';
  readonly dataDir?: string;
  readonly port: number;
  /** Whether the port was asked for; the default one gives way when it is taken. */
  readonly portWasGiven: boolean;
  readonly help: boolean;
}

export const USAGE = `npm start -- [--data FOLDER] [--port N] [--simulated]

  --data FOLDER   keep databases, log and keys in FOLDER from one start to the next (default: removed at the end)
  --port N        port of the gateway (default: HOUTAI_PORT, else 8080, else a free one)
  --simulated     business time comes with the requests (X-Houtai-Time), as in the demo

  HOUTAI_INFRA=auto|external|docker|local|embedded   where Postgres and the bus come from
  HOUTAI_DEMO_PASSWORD                               one password for all demo sign-ins`;

const DEFAULT_PORT = 8080;

/** Reads arguments and environment; throws naming what it does not understand. */
export function parseLaunchArguments(args: readonly string[], env: NodeJS.ProcessEnv): LaunchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      simulated: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const given = values.port ?? env.HOUTAI_PORT ?? '';
  const port = given === '' ? DEFAULT_PORT : Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`"${given}" is not a port`);
  return {
    mode: values.simulated ? 'simulated' : 'live',
    dataDir: values.data,
    port,
    portWasGiven: given !== '',
    help: values.help,
  };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandTables } from './command-table';

/** A service as small as it gets, with each way in: a route, one of the service's own making, an event, the time. */
const FILES: Readonly<Record<string, string>> = {
  'tsconfig.json':
    '{ "compilerOptions": { "target": "es2023", "module": "esnext", "experimentalDecorators": true, "types": [] } }',
  'libs/event-catalogue/index.ts': `
    export const branchOpenedV1 = {}; export const vehicleGroundedV1 = {}; export const agreementOpenedV1 = {};`,
  'apps/fleet/src/doors/door.ts': `
    import { branchOpenedV1, vehicleGroundedV1 } from '../../../../libs/event-catalogue';
    import { open } from './open-door';
    type Aggregate<C, S, E> = object;
    type Command = { type: 'OpenDoor' } | { type: 'CloseDoor' };
    type Event = { type: 'DoorOpened' } | { type: 'DoorClosed' } | { type: 'DoorCounted' };
    const rules = {
      decide(command: Command) {
        return [...decide(command), { type: 'DoorCounted' }];
      },
    };
    function decide(command: Command) {
      switch (command.type) {
        case 'OpenDoor': return open();
        case 'CloseDoor': return [{ type: 'DoorClosed' }];
      }
    }
    function publish(event: Event) {
      switch (event.type) {
        case 'DoorOpened': return branchOpenedV1;
        case 'DoorCounted': return vehicleGroundedV1;
        case 'DoorClosed': return undefined;
      }
    }
    export const door: Aggregate<Command, object, Event> = { name: 'door', ...rules, publish };`,
  'apps/fleet/src/doors/open-door.ts': `export function open() { return [{ type: 'DoorOpened' }]; }`,
  'apps/fleet/src/doors/door.controller.ts': `
    import { agreementOpenedV1 } from '../../../../libs/event-catalogue';
    import { Doorman } from './doorman';
    declare const Controller: any, CommandRoute: any, ReadRoute: any, OnEvents: any;
    function DoorRoute(verb: string) { return CommandRoute(\`:id/\${verb}\`, {}); }
    interface DueItems {}
    @Controller('api/v1/doors')
    export class DoorController {
      constructor(private readonly doorman: Doorman) {}
      @ReadRoute('') list() {}
      @CommandRoute(':id/open') open() { return this.doorman.open(); }
      @DoorRoute('close') close() { return { type: 'CloseDoor' }; }
      @CommandRoute(':id/paint') paint() {}
    }
    export class WhenAgreementOpened {
      constructor(private readonly doorman: Doorman) {}
      @OnEvents(agreementOpenedV1) handle(events: []) { return events.map(() => this.doorman.open()); }
    }
    export class CloseAtNight implements DueItems {
      readonly name = 'close-at-night';
      handle(ids: string[]) { return ids.map((id) => ({ id, command: { type: id ? 'CloseDoor' : 'OpenDoor' } })); }
    }`,
  'apps/fleet/src/doors/doorman.ts': `export class Doorman { open() { return { type: 'OpenDoor' }; } }`,
};

describe('the commands of a service', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'houtai-commands-'));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('are told with what leads to them, their rule, and what they may publish', () => {
    const table = commandTables(root, ['fleet'])['apps/fleet/fleet.commands.md'] ?? '';
    expect(table.split('\n').filter((line) => line.includes(' | [') || line.startsWith('| `'))).toEqual([
      '| door **CloseDoor** | `POST /api/v1/doors/:id/close`<br>time: close-at-night | [door.ts](src/doors/door.ts) | fleet.vehicle-grounded |',
      '| door **OpenDoor** | `POST /api/v1/doors/:id/open`<br>orders.agreement-opened<br>time: close-at-night | [open-door.ts](src/doors/open-door.ts) `open` | fleet.branch-opened<br>fleet.vehicle-grounded |',
      '| `POST /api/v1/doors/:id/paint` | [door.controller.ts](src/doors/door.controller.ts) `paint` |  |',
    ]);
  });
});

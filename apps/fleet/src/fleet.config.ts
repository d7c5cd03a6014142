import { ServiceConfig } from '@houtai/service-host';

/** Fleet has no settings of its own yet. */
export class FleetConfig extends ServiceConfig {}

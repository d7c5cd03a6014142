import { ServiceConfig } from '@houtai/service-host';

/** Analytics has no settings of its own yet. */
export class AnalyticsConfig extends ServiceConfig {}

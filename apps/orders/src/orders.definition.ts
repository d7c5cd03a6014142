import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { OrdersConfig } from './orders.config';
import { ORDERS_ERRORS } from './orders.errors';
import { OrdersModule } from './orders.module';

export const ordersDefinition: ServiceOptions<OrdersConfig> = {
  name: 'orders',
  module: OrdersModule,
  config: OrdersConfig,
  errors: ORDERS_ERRORS,
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Orders',
  description: 'Customers, rate plans, reservations and agreements: the rental from wish to archive.',
};

import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { OrdersConfig } from './orders.config';
import { ordersErrors } from './orders.errors';
import { OrdersModule } from './orders.module';

export const ordersDefinition: ServiceOptions<OrdersConfig> = {
  name: 'orders',
  module: OrdersModule,
  config: OrdersConfig,
  errors: ordersErrors.declared,
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Orders',
  description: 'Customers, rate plans, reservations and agreements: the rental from wish to archive.',
};

import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { AGREEMENT_TRANSITIONS } from './agreements/agreement.transitions';
import { OrdersConfig } from './orders.config';
import { ordersErrors } from './orders.errors';
import { OrdersModule } from './orders.module';
import { RESERVATION_TRANSITIONS } from './reservations/reservation.transitions';

export const ordersDefinition: ServiceOptions<OrdersConfig> = {
  name: 'orders',
  module: OrdersModule,
  config: OrdersConfig,
  errors: ordersErrors.declared,
  stateMachines: { reservation: RESERVATION_TRANSITIONS, agreement: AGREEMENT_TRANSITIONS },
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Orders',
  description: 'Customers, rate plans, reservations and agreements: the rental from wish to archive.',
};

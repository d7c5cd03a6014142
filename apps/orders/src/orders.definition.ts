import { join } from 'node:path';
import type { ServiceOptions } from '@houtai/service-host';
import { AGREEMENT_TRANSITIONS } from './agreements/agreement.transitions';
import { OrdersConfig } from './orders.config';
import { ordersErrors } from './orders.errors';
import { OrdersModule } from './orders.module';
import { RESERVATION_TRANSITIONS } from './reservations/reservation.transitions';
import { AGREEMENTS, OVERDUE_RETURNS } from './agreements/agreement.list';
import { RATE_PLANS } from './pricing/rate-plan.list';
import { TestHelperModule } from './test-helpers/test-helper.module';
import { testHelperErrors } from './test-helpers/test-helper.errors';
import { OVERDUE_PICK_UPS, RESERVATIONS } from './reservations/reservation.list';

export const ordersDefinition: ServiceOptions<OrdersConfig> = {
  name: 'orders',
  module: OrdersModule,
  testRealm: { module: TestHelperModule, errors: testHelperErrors.declared },
  config: OrdersConfig,
  errors: ordersErrors.declared,
  stateMachines: { reservation: RESERVATION_TRANSITIONS, agreement: AGREEMENT_TRANSITIONS },
  lists: [RESERVATIONS, OVERDUE_PICK_UPS, AGREEMENTS, OVERDUE_RETURNS, RATE_PLANS],
  migrationsDir: join(__dirname, '..', 'migrations'),
  title: 'Orders',
  description: 'Customers, rate plans, reservations and agreements: the rental from wish to archive.',
};

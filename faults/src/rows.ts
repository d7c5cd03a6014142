import type { AnyFault } from './fault';
import { brokerFaults } from './faults/brokers';
import { companyFaults } from './faults/company';
import { instanceFaults } from './faults/instances';
import { killFaults } from './faults/kills';
import { leavingFaults } from './faults/leaving';
import { machineFaults } from './faults/machine';
import { messageFaults } from './faults/messages';
import { postgresFaults } from './faults/postgres';
import { raceFaults } from './faults/race';
import { webhookFaults } from './faults/webhooks';

/** Every row of the suite, in the order of a complete run. */
export const FAULTS: readonly AnyFault[] = [
  ...brokerFaults,
  ...postgresFaults,
  ...killFaults,
  ...instanceFaults,
  ...messageFaults,
  ...machineFaults,
  ...webhookFaults,
  ...raceFaults,
  ...companyFaults,
  ...leavingFaults,
];

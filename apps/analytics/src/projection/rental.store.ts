import {
  AgreementClosedV1,
  AgreementOpenedV1,
  AgreementSettledV1,
  VehicleReturnedV1,
  agreementClosedV1,
  agreementOpenedV1,
  agreementSettledV1,
  vehicleReturnedV1,
} from '@houtai/event-catalogue';
import type { Projection } from './project.store';

const opened: Projection<AgreementOpenedV1> = async (sql, event) => {
  await sql.rows(
    `insert into rental (agreement_id, reservation_id, customer_id, vehicle_id, branch_id, class_code, channel, opened_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (agreement_id) do nothing`,
    [
      event.agreementId,
      event.reservationId,
      event.customerId,
      event.vehicleId,
      event.pickUp.branchId,
      event.classCode,
      event.channel,
      event.openedAt,
      event.return.at,
    ],
  );
};

const returned: Projection<VehicleReturnedV1> = async (sql, { agreementId, returnedAt, lateMinutes }) => {
  await sql.rows('update rental set returned_at = $2, late_minutes = $3 where agreement_id = $1', [
    agreementId,
    returnedAt,
    lateMinutes,
  ]);
};

const settled: Projection<AgreementSettledV1> = async (sql, { agreementId, totalFen }) => {
  await sql.rows('update rental set settled_fen = $2 where agreement_id = $1', [agreementId, totalFen]);
};

const closed: Projection<AgreementClosedV1> = async (sql, { agreementId, closedAt }) => {
  await sql.rows('update rental set closed_at = $2 where agreement_id = $1', [agreementId, closedAt]);
};

export const projectRental = {
  [agreementOpenedV1.type]: opened,
  [vehicleReturnedV1.type]: returned,
  [agreementSettledV1.type]: settled,
  [agreementClosedV1.type]: closed,
};

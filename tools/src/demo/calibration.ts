/**
 * Calibration constants: shares measured on open data, used to simulate, never as facts of a customer.
 * Late returns: 21,310 peer-to-peer car rentals. Cancellations, changes and no-shows: 119,390 hotel bookings
 * (Antonio, de Almeida, Nunes, Data in Brief 22 (2019) 41-49). One-way share and weekday shape: city rental fleets.
 */
export const CALIBRATION = {
  cancelledShare: 0.37,
  noShowShare: 0.01,
  changedShare: 0.152,
  oneWayShare: 0.15,
  /** P(late at all), P(late > 60 min), P(late > 120 min). */
  late: { atAll: 0.575, over60: 0.268, over120: 0.156, longestMinutes: 300 },
  /** Demand of Sunday to Saturday; Saturday is 40 % above Monday. */
  weekdayDemand: [1.2, 1, 1, 1.02, 1.05, 1.25, 1.4],
  /** Pick-ups by hour of the branch's day, from opening to early evening. */
  pickUpHours: [
    { hour: 8, weight: 6 },
    { hour: 9, weight: 14 },
    { hour: 10, weight: 17 },
    { hour: 11, weight: 11 },
    { hour: 12, weight: 7 },
    { hour: 13, weight: 7 },
    { hour: 14, weight: 10 },
    { hour: 15, weight: 10 },
    { hour: 16, weight: 9 },
    { hour: 17, weight: 6 },
    { hour: 18, weight: 3 },
  ],
  meanLeadDays: 6,
  meanRentalDays: 3.2,
  /** Wished rental days over the days the fleet can offer, in the simulated company. */
  fleetLoad: 0.8,
  surveyAnswerShare: 0.4,
  complaintShare: 0.03,
} as const;

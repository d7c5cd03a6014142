import { Type } from '@sinclair/typebox';

/** Building blocks of the schemas, so that the same thing looks the same in every event. */

export const Id = (description: string) => Type.String({ format: 'uuid', description });

export const At = (description: string) =>
  Type.String({ format: 'date-time', description: `${description} (UTC, ISO 8601)` });

export const Day = (description: string) =>
  Type.String({ format: 'date', description: `${description} (business day of the branch)` });

/** Integer fen; `minimum` 0 unless the amount may be a credit. */
export const FenAmount = (description: string, options: { minimum?: number } = { minimum: 0 }) =>
  Type.Integer({ ...options, description: `${description}, in fen` });

export const Currency = Type.Literal('CNY');

export const ClassCode = Type.String({
  minLength: 1,
  maxLength: 32,
  description: 'Vehicle class (车型组) code',
});

/** Absent in events of releases before there was the field: then nothing is known of what the driver may drive. */
export const AllowedClasses = Type.Optional(
  Type.Array(ClassCode, {
    description: 'Codes of all classes that the driver may drive; what is promised stays within them',
  }),
);

export const Choice = <const T extends string>(values: readonly [T, ...T[]], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description });

/** A place and a time: where and when a vehicle is to be picked up or returned. */
export const Stop = (description: string) =>
  Type.Object({ branchId: Id('Branch'), at: At('Planned time') }, { description });

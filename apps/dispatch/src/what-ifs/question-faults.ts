import type { Instant, LocalText } from '@houtai/domain-kit';
import type { WhatIfQuestion } from './what-if-question';

/** One fault of a question, as service-host answers it. */
export interface QuestionFault {
  field: string;
  rule: string;
  message: LocalText;
}

/** What is known of the things that a question names. */
export interface QuestionFacts {
  branchIds: ReadonlySet<string>;
  classCodes: ReadonlySet<string>;
  /** Of the missing vehicle; undefined when it is not in the fleet. */
  vehicleClass?: string;
}

type Field = keyof WhatIfQuestion;

/** What contradicts itself or lies in the past, all at once; empty when it can be tried. */
export function questionFaults(question: WhatIfQuestion, now: Instant): QuestionFault[] {
  const { closedBranchId, missingVehicleId, from, until, movedVehicles, at } = question;
  const { fromBranchId, toBranchId } = question;
  const faults: QuestionFault[] = [];
  const add = (field: Field, rule: string, en: string, zh: string) => faults.push(fault(field, rule, en, zh));
  const isMove = movedVehicles !== undefined;
  const hasSpan = closedBranchId !== undefined || missingVehicleId !== undefined;
  for (const field of ['from', 'until'] as const) {
    if (hasSpan || question[field] === undefined) continue;
    add(
      field,
      'belongs',
      'needs closedBranchId or missingVehicleId',
      '需要 closedBranchId 或 missingVehicleId',
    );
  }
  for (const field of ['fromBranchId', 'toBranchId', 'at'] as const)
    if (!isMove && question[field] !== undefined)
      add(field, 'belongs', 'needs movedVehicles', '需要 movedVehicles');
  if (from !== undefined && until !== undefined && until <= from)
    add('until', 'after-from', 'must be after from', '必须晚于 from');
  for (const field of ['until', 'at'] as const) {
    const time = field === 'at' ? at : until;
    if (time !== undefined && time < now) add(field, 'in-the-future', 'lies in the past', '早于当前时间');
  }
  if (isMove && fromBranchId !== undefined && fromBranchId === toBranchId)
    add('toBranchId', 'other-branch', 'must be another branch than fromBranchId', '必须与 fromBranchId 不同');
  return faults;
}

/** What is not there, all at once. */
export function unknownIn(question: WhatIfQuestion, facts: QuestionFacts): QuestionFault[] {
  const { classCode, missingVehicleId } = question;
  const faults: QuestionFault[] = [];
  for (const field of ['closedBranchId', 'branchId', 'fromBranchId', 'toBranchId'] as const) {
    const branchId = question[field];
    if (branchId !== undefined && !facts.branchIds.has(branchId))
      faults.push(fault(field, 'known-branch', 'is no known branch', '不是已知的门店'));
  }
  if (classCode !== undefined && !facts.classCodes.has(classCode))
    faults.push(fault('classCode', 'known-class', 'is no known vehicle class', '不是已知的车型组'));
  if (missingVehicleId !== undefined && facts.vehicleClass === undefined)
    faults.push(fault('missingVehicleId', 'known-vehicle', 'is no vehicle of the fleet', '不是车队中的车辆'));
  else if (missingVehicleId !== undefined && classCode !== undefined && classCode !== facts.vehicleClass)
    faults.push(fault('missingVehicleId', 'of-the-class', 'is not of classCode', '不属于 classCode'));
  return faults;
}

function fault(field: Field, rule: string, en: string, zh: string): QuestionFault {
  return { field, rule, message: { en: `${field} ${en}`, zh: `${field} ${zh}` } };
}

import type { CustomerProfile } from './customer';
import { birthDateOf, isResidentId } from './resident-id';

/** One fault of a registration that no single field shows; in both languages of the API. */
export interface DocumentFault {
  field: string;
  rule: string;
  message: { en: string; zh: string };
}

/** Checks the papers against each other, all faults at once. */
export function documentFaults({ idDocument, birthDate, licence }: CustomerProfile): DocumentFault[] {
  const faults: DocumentFault[] = [];
  const fault = (field: string, rule: string, en: string, zh: string) =>
    faults.push({ field, rule, message: { en, zh } });
  if (idDocument.type === 'resident-id') {
    if (!isResidentId(idDocument.number)) {
      fault(
        'idDocument.number',
        'isResidentId',
        'idDocument.number is not a resident identity number: its check character or date is wrong',
        'idDocument.number 不是有效的居民身份证号码：校验码或日期有误',
      );
    } else if (birthDateOf(idDocument.number) !== birthDate) {
      fault(
        'birthDate',
        'matchesDocument',
        'birthDate differs from the date in the resident identity number',
        'birthDate 与身份证号码中的出生日期不一致',
      );
    }
  } else if (!/^[A-Z0-9]{5,20}$/.test(idDocument.number)) {
    fault(
      'idDocument.number',
      'isPassportNumber',
      'idDocument.number must be 5 to 20 capital letters and digits',
      'idDocument.number 须为 5 至 20 位大写字母或数字',
    );
  }
  if (licence.validTo < licence.issuedOn) {
    fault(
      'licence.validTo',
      'afterIssue',
      'licence.validTo lies before licence.issuedOn',
      'licence.validTo 早于 licence.issuedOn',
    );
  }
  return faults;
}

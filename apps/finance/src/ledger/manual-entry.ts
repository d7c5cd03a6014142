import type { BusinessDay } from '@houtai/domain-kit';
import type { AccountCode, CashItem } from '../posting-rules/accounts';
import { isBalanced, isOfOneColour, type LineDraft } from '../posting-rules/entry-draft';

/** What the chart says about an account. */
export interface ChartAccount {
  code: AccountCode;
  postable: boolean;
  isCash: boolean;
  /** Its lines name whom and which order they are about. */
  needsParty: boolean;
  needsOrder: boolean;
  needsTax: boolean;
  /** First day on which it takes postings, and first one on which it takes none any more. */
  validFrom: BusinessDay;
  validUntil: BusinessDay | null;
}

export interface EntryFault {
  field: string;
  rule: string;
  message: { en: string; zh: string };
}

/** Everything that is wrong with the lines of a manual entry of that day; `orders` are those that exist. */
export function manualEntryFaults(
  day: BusinessDay,
  lines: readonly LineDraft[],
  chart: ReadonlyMap<AccountCode, ChartAccount>,
  orders: ReadonlySet<string>,
): EntryFault[] {
  const faults = lines.flatMap((line, index) => lineFaults(line, `lines[${index}]`, day, chart, orders));
  if (!isBalanced(lines)) {
    faults.push(fault('lines', 'isBalanced', 'debits and credits must be equal', '借贷必须相等'));
  }
  if (lines.every(({ amountFen }) => amountFen !== 0) && !isOfOneColour(lines)) {
    faults.push(
      fault('lines', 'isOfOneColour', 'must be all positive, or all negative', '金额须全为正数或全为负数'),
    );
  }
  return faults;
}

function lineFaults(
  line: LineDraft,
  path: string,
  day: BusinessDay,
  chart: ReadonlyMap<AccountCode, ChartAccount>,
  orders: ReadonlySet<string>,
): EntryFault[] {
  const faults: EntryFault[] = [];
  const account = chart.get(line.account);
  if (line.amountFen === 0) faults.push(fault(`${path}.amountFen`, 'isNotZero', 'must not be 0', '不能为 0'));
  if (line.orderId !== undefined && !orders.has(line.orderId)) {
    faults.push(fault(`${path}.reservationId`, 'isKnown', 'is not an order in the books', '账上没有该订单'));
  }
  if (!account) {
    faults.push(fault(`${path}.account`, 'isKnown', 'is not in the chart of accounts', '科目不存在'));
    return faults;
  }
  if (!account.postable) {
    faults.push(
      fault(`${path}.account`, 'isPostable', 'is a heading and takes no postings', '非末级科目不能记账'),
    );
  }
  if (day < account.validFrom || (account.validUntil !== null && day >= account.validUntil)) {
    const en = `is not valid on ${day}`;
    faults.push(fault(`${path}.account`, 'isValidOnDay', en, `该科目在 ${day} 无效`));
  }
  return [...faults, ...dimensionFaults(account, line, path), ...cashFaults(account, line.cashItem, path)];
}

function dimensionFaults(account: ChartAccount, line: LineDraft, path: string): EntryFault[] {
  const faults: EntryFault[] = [];
  const demand = (field: string, zh: string) =>
    faults.push(fault(`${path}.${field}`, 'isRequiredForAccount', 'is required on this account', zh));
  if (account.needsParty && !line.partyId) demand('partyId', '该科目必须填写往来单位');
  if (account.needsOrder && !line.orderId) demand('reservationId', '该科目必须填写订单');
  if (account.needsTax && !line.tax) demand('taxCode', '该科目必须填写税码');
  return faults;
}

function cashFaults(account: ChartAccount, cashItem: CashItem | undefined, path: string): EntryFault[] {
  if (account.isCash === (cashItem !== undefined)) return [];
  const field = `${path}.cashItem`;
  return account.isCash
    ? [fault(field, 'isRequiredForCash', 'is required on a cash account', '现金类科目必须填写现金流量项目')]
    : [fault(field, 'isForCashOnly', 'is for cash accounts only', '只有现金类科目才填写现金流量项目')];
}

function fault(field: string, rule: string, en: string, zh: string): EntryFault {
  return { field, rule, message: { en: `${field} ${en}`, zh: `${field} ${zh}` } };
}

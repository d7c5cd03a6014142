/** Chinese sentence of each class-validator rule; `{0}` is the rule's first argument. The field's path stands in front. */
const SENTENCES: Readonly<Record<string, string>> = {
  isDefined: '不能缺少',
  isNotEmpty: '不能为空',
  isString: '必须是文本',
  isInt: '必须是整数',
  isNumber: '必须是数字',
  isNumberString: '必须是数字',
  isBoolean: '必须是 true 或 false',
  isPositive: '必须大于 0',
  isNegative: '必须小于 0',
  isDivisibleBy: '必须能被 {0} 整除',
  min: '不能小于 {0}',
  max: '不能大于 {0}',
  minLength: '至少需要 {0} 个字符',
  maxLength: '最多允许 {0} 个字符',
  isLength: '长度必须在 {0} 到 {1} 个字符之间',
  isIn: '必须是以下之一：{0}',
  isEnum: '必须是以下之一：{1}',
  equals: '必须等于 {0}',
  matches: '格式不正确',
  isUuid: '必须是 UUID',
  isEmail: '必须是电子邮箱地址',
  isUrl: '必须是网址',
  isPhoneNumber: '必须是电话号码',
  isMobilePhone: '必须是手机号码',
  isIso8601: '必须是 ISO 8601 时间',
  isDateString: '必须是 ISO 8601 日期',
  isRfc3339: '必须是 RFC 3339 时间',
  isDate: '必须是日期',
  isTimeZone: '必须是时区',
  isBase64: '必须是 Base64 文本',
  isJson: '必须是 JSON 文本',
  isArray: '必须是数组',
  isObject: '必须是对象',
  isNotEmptyObject: '不能是空对象',
  arrayMinSize: '至少需要 {0} 项',
  arrayMaxSize: '最多允许 {0} 项',
  arrayNotEmpty: '不能是空数组',
  arrayUnique: '各项不能重复',
  isLatitude: '必须是纬度',
  isLongitude: '必须是经度',
  nestedValidation: '必须是对象或对象数组',
  whitelistValidation: '是未知字段',
};

/** @returns undefined for a rule without a sentence here */
export function chineseSentence(rule: string, args: readonly unknown[]): string | undefined {
  return SENTENCES[rule]?.replace(/\{(\d)\}/g, (_, position: string) => textOf(args[Number(position)]));
}

function textOf(arg: unknown): string {
  if (Array.isArray(arg)) return arg.map(String).join('、');
  return arg === undefined || arg === null ? '' : String(arg);
}

import ts from 'typescript';

/** One variable that a configuration class reads from the environment. */
export interface Setting {
  readonly variable: string;
  /** What releases before called it, still read. */
  readonly former: readonly string[];
  /** As it stands in the source; undefined where nothing stands for it. */
  readonly byDefault: string | undefined;
  /** No service starts without it. */
  readonly isNeeded: boolean;
  /** What a value has to be, as far as its rules tell: `1 to 200`. */
  readonly must: readonly string[];
  readonly meaning: string;
}

/** The settings that a file declares with `@FromEnv`, in their order. */
export function declaredSettings(name: string, text: string): Setting[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const settings: Setting[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyDeclaration(node)) settings.push(...settingOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return settings;
}

function settingOf(property: ts.PropertyDeclaration): Setting[] {
  const calls = (ts.getDecorators(property) ?? [])
    .map(({ expression }) => expression)
    .filter(ts.isCallExpression);
  const [variable, ...former] = textsOf(calls.find((call) => nameOf(call) === 'FromEnv'));
  if (variable === undefined) return [];
  const { initializer, questionToken } = property;
  const depends = calls.some((call) => nameOf(call) === 'ValidateIf');
  return [
    {
      variable,
      former,
      byDefault: initializer && initializer.getText() !== "''" ? valueOf(initializer) : undefined,
      isNeeded: !initializer && !questionToken && !depends,
      must: calls.flatMap(mustOf),
      meaning: meaningOf(property),
    },
  ];
}

function nameOf({ expression }: ts.CallExpression): string {
  return expression.getText();
}

function textsOf(call: ts.CallExpression | undefined): string[] {
  return (call?.arguments ?? []).flatMap((one) => (ts.isStringLiteral(one) ? [one.text] : []));
}

function valueOf(initializer: ts.Expression): string {
  return ts.isStringLiteral(initializer) ? initializer.text : initializer.getText();
}

/** The words of a rule, where it has any that stand beside it. */
function mustOf(call: ts.CallExpression): string[] {
  const texts = textsOf(call);
  const [first, second] = call.arguments.map((one) => one.getText());
  switch (nameOf(call)) {
    case 'IsWholeNumber':
      return [second === undefined ? `${first} or more` : `${first} to ${second}`];
    case 'IsBoolean':
      return ['`true` or `false`'];
    case 'IsIn':
      return choicesOf(call);
    case 'IsUrl':
      return ['a URL'];
    case 'DecodesToBytes':
      return [`${first} bytes in base64`];
    case 'IsJson':
      return texts.slice(0, 1);
    case 'Rule':
      return texts.slice(1, 2).map((text) => text.replace(/^must be /, ''));
    default:
      return [];
  }
}

function choicesOf({ arguments: [list] }: ts.CallExpression): string[] {
  if (!list || !ts.isArrayLiteralExpression(list)) return [];
  return [list.elements.map((one) => `\`${ts.isStringLiteral(one) ? one.text : one.getText()}\``).join(', ')];
}

function meaningOf(property: ts.PropertyDeclaration): string {
  const [comment] = ts.getJSDocCommentsAndTags(property);
  const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined;
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

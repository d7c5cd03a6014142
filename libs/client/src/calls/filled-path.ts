/**
 * Whether every parameter of a path has a value. One that is missing or empty would make another request of it: of
 * `/reservations/{id}` the list of all of them.
 *
 * @param template path with its parameters in braces
 * @throws TypeError that names what is missing
 */
export function demandFilled(template: string, path: Readonly<Record<string, unknown>> = {}): void {
  for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g)) {
    const value = path[name];
    if (value === undefined || value === null || value === '')
      throw new TypeError(`${template}: ${name} is missing`);
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../launcher/project-root';

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

const FORMATTED = ['uuid', 'date-time', 'date', 'uri', 'email'];

/** A field of a text that may be null is reflected as an object: the document would say what no answer keeps. */
describe.each(['partner', 'internal', 'operations'])('the document of %s', (name) => {
  it('calls no text an object or a list', async () => {
    const file = join(projectRoot(), 'docs', 'reference', 'openapi', `${name}.json`);
    const document = JSON.parse(await readFile(file, 'utf8')) as {
      components: { schemas: Record<string, { properties?: Record<string, Schema> }> };
    };
    const wrong = Object.entries(document.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties).flatMap(([field, property]) => {
        const { type, format = '' } = property.items ?? property;
        const isText = FORMATTED.includes(format);
        return isText && ![type].flat().includes('string') ? [`${schema}.${field}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

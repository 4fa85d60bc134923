import { readdirSync } from 'node:fs';
import path from 'node:path';

export const root: string = path.resolve(import.meta.dirname, '../..');

const found = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .sort();

/** Every page that is run: the tutorial first, as it takes longest, then the front page and all of docs/. */
export const docs: readonly string[] = [...new Set(['docs/tutorial.md', 'README.md', ...found])];

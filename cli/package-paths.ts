import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(import.meta.url);
const extension = path.extname(here);

/** The file of the running tree, compiled or source: `suites/playwright.config` gets its extension. */
export function treeFile(name: string): string {
  return path.join(path.dirname(here), '..', `${name}${extension}`);
}

/** What follows `node` to run a file of this tree. */
export function nodeArguments(name: string): string[] {
  const file = treeFile(name);
  if (extension === '.js') return [file];
  const tsx = createRequire(import.meta.url).resolve('tsx');
  return ['--import', pathToFileURL(tsx).href, file];
}

/** The version in our package.json, which is one folder higher for the compiled tree. */
export function kitVersion(): string {
  const folder = path.join(path.dirname(here), '..');
  const file = [folder, path.join(folder, '..')].map((parent) => path.join(parent, 'package.json')).find(existsSync);
  const { version }: { version?: unknown } = file ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return typeof version === 'string' ? version : '0.0.0';
}

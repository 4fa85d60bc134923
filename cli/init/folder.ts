import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A project's folder, as far as `mvk init` looks into it. */
export interface Folder {
  readonly path: string;
  has(name: string): boolean;
  /** The text of a file; empty when there is none, or none of a size that people write. */
  read(name: string): string;
  /** The first of the names that is there. */
  first(...names: readonly string[]): string | undefined;
  /** Source files with one of the endings, those near the top first. */
  sources(endings: readonly string[]): readonly string[];
}

const max = { bytes: 500_000, files: 80, depth: 3 };
const foreign = /^(\..*|node_modules|vendor|dist|build|coverage|venv|tests?|spec|__pycache__|mvk-report)$/;

export function folderAt(place: string): Folder {
  const within = (name: string): string => path.join(place, name);
  const read = (name: string): string => {
    const stat = statSync(within(name), { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= max.bytes ? readFileSync(within(name), 'utf8') : '';
  };
  return {
    path: place,
    has: (name) => existsSync(within(name)),
    read,
    first: (...names) => names.find((name) => existsSync(within(name))),
    sources: (endings) => below(place, '', endings, max.depth).slice(0, max.files),
  };
}

function below(place: string, inner: string, endings: readonly string[], depth: number): string[] {
  const entries = readdirSync(path.join(place, inner), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && endings.includes(path.extname(entry.name)));
  const folders = depth > 0 ? entries.filter((entry) => entry.isDirectory() && !foreign.test(entry.name)) : [];
  return [
    ...files.map(({ name }) => path.join(inner, name)),
    ...folders.flatMap(({ name }) => below(place, path.join(inner, name), endings, depth - 1)),
  ];
}

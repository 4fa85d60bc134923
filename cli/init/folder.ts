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

/** Deep enough for a Java package. */
const max = { bytes: 500_000, files: 80, depth: 8, folders: 2000 };
const foreign = /^(\..*|node_modules|vendor|dist|build|target|obj|coverage|venv|tests?|spec|__pycache__|mvk-report)$/;

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
    sources: (endings) => filesBelow(place, endings),
  };
}

/** Level by level, so that the folders near the top come first, and a huge tree is not read to its end. */
function filesBelow(place: string, endings: readonly string[]): string[] {
  const found: string[] = [];
  const folders = [{ inner: '', depth: 0 }];
  for (const { inner, depth } of folders) {
    const entries = readdirSync(path.join(place, inner), { withFileTypes: true });
    for (const entry of entries) {
      const name = path.join(inner, entry.name);
      if (entry.isFile() && endings.includes(path.extname(entry.name))) found.push(name);
      const isNext = entry.isDirectory() && depth < max.depth && folders.length < max.folders;
      if (isNext && !foreign.test(entry.name)) folders.push({ inner: name, depth: depth + 1 });
    }
    if (found.length >= max.files) break;
  }
  return found.slice(0, max.files);
}

import type { Source } from './sources.ts';

/** Each circle of imports once, types included: its files in order, the first again at the end. */
export function cyclesIn(sources: readonly Source[]): readonly (readonly string[])[] {
  const targets = new Map(sources.map(({ file, imports }) => [file, imports.flatMap(({ target }) => target ?? [])]));
  const found: (readonly string[])[] = [];
  const finished = new Set<string>();

  function visit(file: string, path: readonly string[]): void {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file]);
    if (at >= 0 || finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    finished.add(file);
  }

  for (const file of targets.keys()) visit(file, []);
  return found;
}

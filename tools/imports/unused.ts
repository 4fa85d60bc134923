import type { Source } from './sources.ts';

/** Exports that no other file imports, as `file: name`; `doors` are files whose exports people import. */
export function unusedExports(sources: readonly Source[], doors: ReadonlySet<string>): readonly string[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const used = new Map<string, Set<string>>();

  /** Notes a use, and follows it through files that pass names on. */
  function use(file: string, name: string): void {
    const names = used.get(file) ?? new Set();
    used.set(file, names);
    if (names.has(name)) return;
    names.add(name);
    for (const { target, names: passed, isPassedOn } of byFile.get(file)?.imports ?? []) {
      if (isPassedOn && target && (passed.includes('*') || passed.includes(name) || name === '*')) use(target, name);
    }
  }

  for (const { imports } of sources) {
    for (const { target, names, isPassedOn } of imports) {
      if (target && !isPassedOn) for (const name of names) use(target, name);
    }
  }
  for (const door of doors) use(door, '*');
  return sources.flatMap(({ file, exports }) => {
    const names = used.get(file);
    if (doors.has(file) || names?.has('*')) return [];
    return exports.filter((name) => !names?.has(name)).map((name) => `${file}: ${name}`);
  });
}

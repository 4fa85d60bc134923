import { readFileSync } from 'node:fs';

/** The files of `dist/` that `exports` in package.json names, patterns left out. */
export function exportedFiles(): string[] {
  const { exports }: { exports: unknown } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return leaves(exports)
    .filter((file) => file.startsWith('./dist/') && !file.includes('*'))
    .map((file) => file.slice('./dist/'.length));
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

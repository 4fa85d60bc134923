/**
 * How this command was started, as it can be typed again: npm puts `mvk` on the path of what it runs, and not on that of
 * the shell. Where npm had no part in it, it is on the path.
 */
export function invocation({
  npm_lifecycle_script: script = '',
}: Readonly<Record<string, string | undefined>>): string {
  // The script of a test runner or a build may start the command in its turn: only its own name counts.
  const [, source] = /(?:^|[\s"'])tsx["']? +["']?((?:\S*\/)?cli\/main\.ts)\b/.exec(script) ?? [];
  if (source !== undefined) return `npx tsx ${source}`;
  return /(?:^|[\s"'])(?:mvk|minivoice-conformance)["']?(?:\s|$)/.test(script) ? 'npx mvk' : 'mvk';
}

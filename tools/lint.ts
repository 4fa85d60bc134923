import { spawnSync } from 'node:child_process';

/** Everything that is looked at without running the kit: format, lint, types, imports, freshness, the contract. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['format and lint', ['biome', 'check', '--error-on-warnings']],
  ['types', ['tsc', '--noEmit']],
  ['types of the script in report.html', ['tsc', '-p', 'reporters/html/browser']],
  ['types of the page of mvk ui', ['tsc', '-p', 'ui']],
  ['imports', ['tsx', 'tools/imports.ts']],
  ['generated files', ['tsx', 'tools/generate.ts', '--check']],
  ['OpenAPI', ['redocly', 'lint', 'spec/openapi.yaml', '--format', 'stylish']],
];

let failed = 0;
for (const [what, [tool = '', ...args]] of steps) {
  const { status } = spawnSync(`node_modules/.bin/${tool}`, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;

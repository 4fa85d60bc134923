import { expect, _baseTest as test } from '@playwright/test';
import { invocation } from '../../cli/invocation.ts';

const started = (npm_lifecycle_script?: string) => invocation({ npm_lifecycle_script });

test('what npx or a script of npm started is typed again by npx', () => {
  for (const script of [
    'mvk check',
    '"mvk" "check"',
    'minivoice-conformance check',
    'node build.js && mvk check --quiet',
  ]) {
    expect(started(script), script).toBe('npx mvk');
  }
});

test('what runs from a clone without compiling is typed again so', () => {
  expect(started('tsx cli/main.ts demo')).toBe('npx tsx cli/main.ts');
  expect(started('"tsx" "../kit/cli/main.ts" "check"')).toBe('npx tsx ../kit/cli/main.ts');
});

test('what the shell or another program started is on the path', () => {
  for (const script of [undefined, '', 'playwright test mvk.test.ts', 'tsx tools/test.ts']) {
    expect(started(script), script).toBe('mvk');
  }
});

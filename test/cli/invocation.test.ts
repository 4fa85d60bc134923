import { expect, _baseTest as test } from '@playwright/test';
import { invocation } from '../../cli/invocation.ts';

const started = (script?: string) => invocation({ script, folder: '/app' });
const given = (file: string) => invocation({ file, folder: '/app/web' });

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

test('what was given to Node.js is given again', () => {
  expect(given('/app/web/kit/dist/cli/main.js')).toBe('node kit/dist/cli/main.js');
  expect(given('/opt/kit/dist/cli/main.js')).toBe('node /opt/kit/dist/cli/main.js');
  expect(given('/opt/my kit/dist/cli/main.js')).toBe("node '/opt/my kit/dist/cli/main.js'");
  expect(given('/app/web/kit/cli/main.ts')).toBe('npx tsx kit/cli/main.ts');
});

test('a link is typed by its name, and by npx where npx finds it', () => {
  expect(given('/usr/local/bin/mvk')).toBe('mvk');
  expect(given('/app/node_modules/.bin/mvk')).toBe('npx mvk');
  expect(given('/app/node_modules/minivoice-conformance/dist/cli/main.js')).toBe('npx mvk');
  expect(given('/usr/lib/node_modules/minivoice-conformance/dist/cli/main.js')).toBe('mvk');
});

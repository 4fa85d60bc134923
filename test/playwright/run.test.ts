import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { testSecret } from '../harness.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'playwright/README.md'), 'utf8');

/** A block of code of the README, by the word behind its language. */
function block(name: string): string {
  return new RegExp(`\`\`\`ts ${name}\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? '';
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  /** The whole report of Playwright. */
  readonly report: string;
}

/** Runs a test file as a user's project would, with the reference integration as its `server.js`. */
async function run(tests: string, config: string = block('config')): Promise<Ended> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-playwright-'));
  const port = await freePort();
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const modules = path.join(root, 'node_modules');
  // Installed, these are packages; here the sources stand for ours, and one copy of Playwright for both.
  const paths = {
    'minivoice-conformance/playwright': [path.join(root, 'playwright/index.ts')],
    '@playwright/test': [path.join(modules, '@playwright/test/index.mjs')],
  };
  write('package.json', JSON.stringify({ type: 'module' }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
  write('playwright.config.ts', config.replaceAll('3000', String(port)));
  write('call.test.ts', tests);
  const register = path.join(modules, 'tsx/dist/esm/api/index.mjs');
  write(
    'server.js',
    `import { register } from '${register}';\nregister();\nawait import('${root}/mutants/serve.ts');\n`,
  );
  const own = Object.entries(process.env).filter(([name]) => !/^(PW|PLAYWRIGHT|TEST_|FORCE_COLOR)/.test(name));
  const env = {
    ...Object.fromEntries(own),
    PORT: String(port),
    FORCE_COLOR: '0',
    MINIVOICE_WEBHOOK_SECRET: testSecret,
    MVK_DEMO_STORE: path.join(folder, 'store.jsonl'),
    PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(folder, 'report.json'),
  };
  const cli = path.join(modules, '@playwright/test/cli.js');
  const child = spawn(process.execPath, [cli, 'test', '--reporter=list,json'], { cwd: folder, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const report = readFileSync(path.join(folder, 'report.json'), 'utf8');
  rmSync(folder, { recursive: true });
  return { code, output, report };
}

test('the example of the README passes', async () => {
  const { code, output } = await run(block('test'));
  expect(output).toContain('2 passed');
  expect(code).toBe(0);
});

test('a test that fails shows the call, at the line of the test, and tells no secret', async () => {
  const { code, output, report } = await run(`
    import { expect, test } from 'minivoice-conformance/playwright';
    test('3 leads to a person', async ({ phone }) => {
      const call = await phone.call();
      await call.wait();
      expect(call).toHear('Press 3');
    });
    test('a plain assertion', async ({ phone, api }) => {
      api.fail();
      const call = await phone.call();
      expect(call.heard).toEqual([]);
    });
  `);
  expect(code).toBe(1);
  expect(output).toContain('2 failed');
  expect(output).toContain('Expected: to hear "Press 3"');
  expect(output).toContain('Received: heard since the last move: "We did not catch that.", "Goodbye."');
  expect(output).toMatch(/ 0\.0 s {3}hears "Press 1 for sales or 2 for support\."/);
  expect(output).toMatch(/ \d\.\d s {3}presses nothing and hears nothing for 5 s/);
  expect(output).toMatch(/\d\.\d s · call\.completed is acknowledged: 204 after \d+ ms/);
  expect(output).toContain("> 6 |       expect(call).toHear('Press 3');");
  expect(output).toContain('attachment #1: call (text/plain)');
  expect(output).toContain('output of the integration');
  expect(output + report).not.toContain(testSecret);
});

test('one sentence says what is wrong with the option', async () => {
  const tests = `
    import { test } from 'minivoice-conformance/playwright';
    test.use({ minivoice: { answerUrl: 'https://example.com/' } });
    test('never', async ({ phone }) => { await phone.call(); });
  `;
  const { code, output } = await run(tests);
  expect(code).toBe(1);
  expect(output).toContain('The option minivoice: answerUrl is not on this machine: "example.com"');
});

test('an integration that does not start says why, without its secrets', async () => {
  const config = block('config').replace('node server.js', 'echo no $MINIVOICE_WEBHOOK_SECRET; exit 3');
  const { code, output } = await run(block('test'), config);
  expect(code).toBe(1);
  expect(output).toContain('ended with exit code 3 before it was ready');
  expect(output).toContain('no <redacted>');
  expect(output).not.toContain(testSecret);
});

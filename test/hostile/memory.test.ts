import { spawn } from 'node:child_process';
import { expect, _baseTest as test } from '@playwright/test';
import { closeAll, server } from '../raw-server.ts';
import { hostiles } from './inputs/index.ts';

test.afterEach(closeAll);

const script = new URL('./memory.ts', import.meta.url).pathname;
const huge = /gigabyte|bomb|never ends|flood|without end|million digits|deep/;
/** The kit itself, tsx included, takes a quarter of it; one body of a gigabyte would take twice as much. */
const maxMegabytes = 512;

for (const area of ['answer', 'webhook'] as const) {
  test(`what is endless or huge takes no more memory than there is, as ${area}`, async () => {
    const some = hostiles.filter(({ name }) => huge.test(name));
    expect(some.length).toBeGreaterThan(10);
    const servers = await Promise.all(some.map(({ talk }) => server(talk)));
    const bound = ['--max-old-space-size=192', '--import', import.meta.resolve('tsx'), script, area];
    const child = spawn(process.execPath, [...bound, ...servers.map(({ url }) => url)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    expect(Number(output)).toBeGreaterThan(0);
    expect(Number(output)).toBeLessThan(maxMegabytes);
    test.info().annotations.push({ type: 'figures', description: `${some.length} targets: ${output} MB` });
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { _baseTest as base, type TestType } from '@playwright/test';
import { secret } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';

interface Serving {
  readonly child: ChildProcess;
  readonly baseUrl: string;
  readonly key: string;
  output(): string;
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

type Start = (...args: readonly string[]) => Promise<Serving>;

export const test: TestType<{ serving: Start }, object> = base.extend<{ serving: Start }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  serving: async ({}, use) => {
    const all: ChildProcess[] = [];
    await use(async (...args) => {
      const child = spawn(process.execPath, [mvkFile, 'serve', '--port', '0', ...args], {
        env: { ...process.env, MINIVOICE_WEBHOOK_SECRET: secret },
      });
      all.push(child);
      let output = '';
      const greeted = new Promise<void>((resolve) => {
        child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
          output += chunk;
          if (output.includes('Ctrl-C stops it.')) resolve();
        });
      });
      await greeted;
      const baseUrl = /MINIVOICE_API_BASE_URL=(\S+)/.exec(output)?.[1] ?? '';
      const key = /MINIVOICE_API_KEY=(\S+)/.exec(output)?.[1] ?? '';
      return {
        child,
        baseUrl,
        key,
        output: () => output,
        async ask(method, path, body) {
          const url = path.startsWith('/mvk') ? new URL(path, baseUrl).href : `${baseUrl}${path}`;
          const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
          const response = await fetch(url, {
            method,
            headers,
            ...(body !== undefined && { body: JSON.stringify(body) }),
          });
          return { status: response.status, body: (await response.json()) as Record<string, unknown> };
        },
      };
    });
    for (const child of all) child.kill('SIGKILL');
  },
});

export const dial = { from: '+12025550100', to: '+12025550150' };

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { freePort } from '../../platform/http/free-ports.ts';
import { needs } from '../examples/check.ts';
import { type Ended, type Foreign, foreign } from '../package/foreign.ts';
import { packed, root } from '../package/tarball.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: ReadonlyArray<{ readonly run?: string }> }>>;
}

const text = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const texts = (folder: string, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, text(path.join(folder, name))]));

const main = `
import { reference } from './reference.ts';
import { serve } from './server.ts';
import { fileStore } from './store.ts';

const { MINIVOICE_WEBHOOK_SECRET: secret, PORT = '3000' } = process.env;
await serve(reference, { port: Number(PORT), secret, store: fileStore('events.jsonl') });
`;

/** A repository in some language: its files, and a fault in how it checks signatures. */
const repositories = {
  Python: {
    files: texts('examples/python', 'events.py', 'minivoice.py', 'server.py'),
    fault: [
      'minivoice.py',
      /(def signed_bytes\(raw\):[\s\S]*?)return raw\n/,
      '$1return json.dumps(json.loads(raw)).encode()\n',
    ],
    config: 'mvk.config.yaml',
  },
  TypeScript: {
    files: {
      ...texts('mutants', 'api-client.ts', 'integration.ts', 'reference.ts', 'server.ts', 'store.ts', 'wire.ts'),
      'main.ts': main,
      'package.json': JSON.stringify({ name: 'ivr', type: 'module', scripts: { start: 'node --import tsx main.ts' } }),
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true } }',
    },
    fault: ['reference.ts', /if \(!this\.matches\(signature.*\n/, ''],
    config: 'mvk.config.ts',
  },
} as const;
const broken = { Python: 'webhook.signature.raw-body', TypeScript: 'webhook.signature.refuses-tampered' };

/** Runs what the workflow runs, in the shell that GitHub takes; the check with fewer cases. */
async function gate(project: Foreign, more: string): Promise<Ended> {
  const { jobs } = parse(project.read('.github/workflows/mvk.yml')) as Workflow;
  const lines = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(lines.at(-1)).toContain(' check ');
  let output = '';
  for (const line of lines) {
    const script = line.includes(' check ') ? `${line} ${more}` : line;
    const ended = await project.run('bash', ['-e', '-c', script], { GITHUB_STEP_SUMMARY: 'summary.txt', CI: 'true' });
    output += ended.output;
    if (ended.code !== 0) return { code: ended.code, output };
  }
  return { code: 0, output };
}

test.beforeAll(() => {
  test.setTimeout(600_000);
  packed();
});

for (const language of ['Python', 'TypeScript'] as const) {
  test.describe(language, () => {
    if (language === 'Python') needs('python3');

    test(`a fresh ${language} repository gets to a green gate, and a planted fault makes it red`, async () => {
      const { files, fault, config } = repositories[language];
      const project = foreign(files);
      const url = `http://127.0.0.1:${await freePort()}`;
      const flags = ['--answer-url', `${url}/answer`, '--observe-url', `${url}/calls/{call_id}`, '--ci', 'github'];
      const init = await project.run('npx', ['--no-install', 'mvk', 'init', ...flags]);
      expect(init.output).toContain(`--webhook-url ${url}/webhook`);
      expect(init.output).toContain(`wrote        ${config}`);
      expect(init.code).toBe(0);

      const green = await gate(project, '--runs 3');
      expect(green.output).toContain(' 0 failed');
      expect(green.code).toBe(0);
      expect(project.read('summary.txt')).toContain('Conformant: every requirement');

      const [file, right, wrong] = fault;
      const planted = project.read(file).replace(right, wrong);
      expect(planted).not.toBe(project.read(file));
      project.write(file, planted);
      const red = await gate(project, "--runs 3 --only 'webhook.signature.*'");
      expect(red.output).toContain(`✗ ${broken[language]}`);
      expect(red.output).toMatch(/^::error.*webhook\.signature/m);
      expect(red.code).toBe(1);
      project.remove();
    });
  });
}

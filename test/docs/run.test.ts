import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _baseTest as base, expect, type TestType } from '@playwright/test';
import { type Block, readPage } from '../../tools/docs/page.ts';
import { type Role, roleOf } from '../../tools/docs/role.ts';
import { tsx } from '../cli/run-command.ts';
import { docs, root } from './files.ts';
import { missing, neutralize } from './output.ts';
import { type Ports, takePorts } from './ports.ts';
import { openSession, type Session } from './session.ts';

interface Started {
  readonly block: Block;
  output(): string;
}

/** A page that is followed from its first block to its last. */
interface Reading {
  readonly file: string;
  readonly session: Session;
  readonly ports: Ports;
  readonly started: Started[];
}

const test: TestType<{ session: Session }, object> = base.extend<{ session: Session }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  session: async ({}, use) => {
    const session = openSession();
    await use(session);
    await session.close();
  },
});
test.describe.configure({ mode: 'parallel' });

/** A configuration is as good as its schema says; whether anything listens does not count. */
const loads = `node --import '${tsx}' --input-type=module -e '
  import { readConfig } from "${root}/cli/config/file.ts";
  await readConfig(process.argv[1], process.cwd(), process.env);'`;

for (const file of docs) {
  const { blocks } = readPage(root, file);
  if (!blocks.some((block) => ['run', 'compare'].includes(String(roleOf(block))))) continue;
  test(`what ${file} shows is what happens`, async ({ session }) => {
    const needsPython = blocks.some((block) => block.language === 'python' && roleOf(block) === 'write');
    test.skip(needsPython && !hasPython() && !process.env.CI, 'python3 is not installed');
    const reading: Reading = { file, session, ports: await takePorts(), started: [] };
    for (const block of blocks) await follow(block, reading);
    for (const { block, output } of reading.started) {
      const [{ expected } = { expected: '' }] = commandsOf(block);
      await shows(expected, output, block, reading);
    }
  });
}

function hasPython(): boolean {
  return spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;
}

const does: Partial<Record<Role, (block: Block, reading: Reading) => Promise<void>>> = {
  async run({ text, line, words }, { file, session, ports }) {
    const { code, output } = await session.run(ports.taken(text));
    expect(code, `${file}:${line}\n${output}`).toBe(Number(words.exit ?? 0));
  },

  async compare(block, reading) {
    if (block.words.background !== undefined) return begin(block, reading);
    for (const { command, expected, last } of commandsOf(block)) {
      const { code, output } = await reading.session.run(reading.ports.taken(command));
      const where = `${reading.file}:${block.line} $ ${command}`;
      expect(difference(expected, output, reading), `${where}\n${output}`).toBeUndefined();
      if (last) expect(code, `${where}\n${output}`).toBe(Number(block.words.exit ?? 0));
    }
  },

  async write({ text, words, line }, { file, session, ports }) {
    const name = path.join(session.folder, words.file ?? '');
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, ports.taken(text));
    if (!path.basename(name).startsWith('mvk.config.')) return;
    const { code, output } = await session.run(`${variables} ${loads} '${name}'`);
    expect(code, `${file}:${line}\n${output}`).toBe(0);
  },

  async patch({ text, words, line }, { file, session, ports }) {
    const name = path.join(session.folder, words.file ?? '');
    const side = (other: string) =>
      ports.taken(text.replace(new RegExp(`^\\${other}.*\n`, 'gm'), '').replace(/^[ +-]/gm, ''));
    const parts = readFileSync(name, 'utf8').split(side('+'));
    expect(parts.length, `${file}:${line} changes what stands once in ${words.file}`).toBe(2);
    writeFileSync(name, parts.join(side('-')));
  },
};

/** What the configurations of the pages read from the environment. */
const variables =
  'MINIVOICE_WEBHOOK_SECRET=any STAGING_KEY=any-staging-key STAGING_SESSION=any-session STAGING_LOGIN=any:password';

async function follow(block: Block, reading: Reading): Promise<void> {
  const role = roleOf(block);
  if (typeof role === 'string') await does[role]?.(block, reading);
}

/** What does not end by itself is held to the rest of its output at the end of the page. */
async function begin(block: Block, reading: Reading): Promise<void> {
  const [{ command, expected } = { command: '', expected: '' }] = commandsOf(block);
  const output = await reading.session.background(reading.ports.taken(command));
  const greeting = expected.split(/^\[….*\]$/m)[0]?.trimEnd() ?? '';
  await shows(`${greeting}\n[…]`, output, block, reading);
  reading.started.push({ block, output });
}

/** Waits until what runs has printed this. */
async function shows(expected: string, output: () => string, block: Block, reading: Reading): Promise<void> {
  const lacks = () => difference(expected, output(), reading);
  await expect
    .poll(lacks, { timeout: 60_000 })
    .toBeUndefined()
    .catch(() => undefined);
  expect(lacks(), `${reading.file}:${block.line}\n${output()}`).toBeUndefined();
}

/** The commands of a block of console, each with what it prints. */
function commandsOf({ text }: Block): { command: string; expected: string; last: boolean }[] {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part, at) => {
    const [command = ''] = /^(?:.*\\\n)*.*/.exec(part) ?? [];
    return { command, expected: part.slice(command.length + 1), last: at === parts.length - 1 };
  });
}

function difference(expected: string, actual: string, { session, ports }: Reading): string | undefined {
  return missing(neutralize(expected), neutralize(ports.documented(actual), session.folder));
}

test('every folder of docs/ was looked at', () => {
  expect(docs.length).toBeGreaterThan(readdirSync(path.join(root, 'docs/commands')).length);
});

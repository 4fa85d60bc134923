import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { parseFlags } from '../../cli/arguments.ts';
import { commandNamed } from '../../cli/commands/index.ts';
import { type ListeningFlags, listeningOf } from '../../cli/config/listening.ts';
import { root } from './tarball.ts';

interface Instruction {
  readonly name: string;
  readonly text: string;
}

const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'LABEL', 'USER', 'ENTRYPOINT', 'CMD'];

/** The instructions of a Dockerfile, continued lines joined. */
function instructionsIn(text: string): readonly Instruction[] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', rest = ''] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
      return { name, text: rest };
    });
}

const dockerfile = instructionsIn(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));
const last = dockerfile.slice(dockerfile.findLastIndex(({ name }) => name === 'FROM'));

test('the Dockerfile has known instructions, and what it copies is there', () => {
  expect(dockerfile.filter(({ name }) => !known.includes(name))).toEqual([]);
  const copied = dockerfile
    .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
    .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
  expect(copied.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('npm packs into a folder that is there, as it makes none', () => {
  for (const { text } of dockerfile) {
    const [before, folder] = text.split(/npm pack\b.*--pack-destination (\S+)/);
    if (folder !== undefined) expect(before).toContain(`mkdir ${folder} &&`);
  }
});

test('the image is slim, has a version, and does not run as root', () => {
  for (const { text } of dockerfile.filter(({ name }) => name === 'FROM')) expect(text).toMatch(/^node:\d+-slim\b/);
  const user = last.findIndex(({ name }) => name === 'USER');
  expect(last[user]?.text).toBe('node');
  // What needs root comes before, and nothing after.
  expect(last.slice(user).some(({ name }) => name === 'RUN' || name === 'COPY')).toBe(false);
});

test('the image is the command: its arguments are those of mvk', () => {
  const words = (name: string): unknown => JSON.parse(last.find((each) => each.name === name)?.text ?? 'null');
  expect(words('ENTRYPOINT')).toEqual(['mvk']);
  expect(words('CMD')).toEqual(['--help']);
});

test('nothing of the machine gets into the image', () => {
  const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.git', 'dist', 'node_modules']));
});

test('the commands of docker-compose.yml are ones that mvk takes', async () => {
  const folder = path.join(root, 'examples/containers');
  const text = readFileSync(path.join(folder, 'docker-compose.yml'), 'utf8');
  const { services } = parse(text) as { services: Record<string, { build?: string; command: string[] }> };
  const own = Object.values(services).filter(({ build }) => build !== undefined);
  expect(own.map(({ command: [name] }) => name)).toEqual(['serve', 'check']);
  for (const { build = '', command } of own) {
    expect(existsSync(path.join(folder, build, 'Dockerfile'))).toBe(true);
    const { flags, operands } = parseFlags(command.slice(1), (await commandNamed(command[0] ?? ''))?.flags ?? {});
    expect(operands).toEqual([]);
    expect(() => listeningOf(flags as ListeningFlags)).not.toThrow();
  }
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell fills them
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { allCommands } from '../../cli/commands/index.ts';
import { bash, fish, zsh } from '../../cli/completion/scripts.ts';
import { wordsOf } from '../../cli/completion/words.ts';
import { flagName } from '../../cli/flag.ts';

/** What Bash offers for the last of these words. */
async function offers(words: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-completion-'));
  writeFileSync(path.join(folder, 'here.yaml'), '');
  const script = [
    bash(wordsOf(await allCommands())),
    `COMP_WORDS=(mvk ${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length}`,
    '_mvk; printf \'%s\\n\' "${COMPREPLY[@]}"',
  ].join('\n');
  const output = execFileSync('bash', ['-u', '-c', script], { cwd: folder, encoding: 'utf8' });
  return output.split('\n').filter((line) => line !== '');
}

test.describe('Bash', () => {
  test.skip(spawnSync('bash', ['--version']).status !== 0, 'there is no bash here');

  test('offers the commands', async () => {
    expect(await offers(['che'])).toEqual(['check']);
    expect(await offers([''])).toEqual(expect.arrayContaining([...(await allCommands()).keys(), 'help']));
  });

  test('offers all flags of the command and no others', async () => {
    for (const [name, { flags }] of await allCommands()) {
      const known = Object.keys(flags).map((key) => `--${flagName(key)}`);
      expect((await offers([name, '--'])).sort(), name).toEqual(known.sort());
    }
  });

  test('offers the values of a flag', async () => {
    expect(await offers(['check', '--fail-on', ''])).toEqual(['must', 'should']);
    expect(await offers(['check', '--config', 'he'])).toEqual(['here.yaml']);
    expect(await offers(['check', '--seed', ''])).toEqual([]);
    expect(await offers(['check', '--only', 'webhook.signature.raw'])).toEqual(['webhook.signature.raw-body']);
    expect(await offers(['check', '--assume', 'Q51=s'])).toEqual(['Q51=seconds']);
    expect(await offers(['init', '--format', 'y'])).toEqual(['yaml']);
  });

  test('offers the arguments of a command', async () => {
    expect(await offers(['completion', ''])).toEqual(['bash', 'zsh', 'fish']);
    expect(await offers(['send', 'call.com'])).toEqual(['call.completed']);
    expect(await offers(['explain', 'webhook.ack.fa'])).toEqual(['webhook.ack.fast']);
    expect(await offers(['help', 'che'])).toEqual(['check']);
    expect(await offers(['lint', 'he'])).toEqual(['here.yaml']);
    expect(await offers(['nonsense', ''])).toEqual([]);
  });
});

for (const [shell, write] of [
  ['zsh', zsh],
  ['fish', fish],
] as const) {
  test(`what ${shell} gets names each command with its flags`, async () => {
    const script = write(wordsOf(await allCommands()));
    for (const [name, { flags }] of await allCommands()) {
      expect(script).toContain(name);
      for (const key of Object.keys(flags)) expect(script).toContain(flagName(key));
    }
    // Each line stands for itself: an open quote would swallow the rest.
    for (const line of script.split('\n')) expect(line.split("'").length % 2, line).toBe(1);
  });

  test(`${shell} takes its script`, async () => {
    test.skip(spawnSync(shell, ['--version']).status !== 0, `there is no ${shell} here`);
    // A file, as fish reads no script from a socket.
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-completion-')), 'script');
    writeFileSync(file, write(wordsOf(await allCommands())));
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, _baseTest as test } from '@playwright/test';
import { UsageError } from '../../cli/command.ts';
import { asker } from '../../cli/init/ask.ts';
import type { Question } from '../../cli/init/settings.ts';
import { mvkFile } from '../kit.ts';
import { initFolder } from './folder.ts';

const question: Question = {
  flag: 'start',
  asks: 'Which command?',
  defaultValue: 'npm start',
  why: 'package.json',
  check: (value) => {
    if (value === 'wrong') throw new UsageError('that is wrong', 'Try another.');
  },
};

async function answers(...typed: readonly string[]): Promise<{ answer: Promise<string>; shown: () => string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const person = asker(input, output);
  input.end(typed.map((line) => `${line}\n`).join(''));
  const answer = person.ask(question).finally(() => person.close());
  return { answer, shown: () => String(output.read() ?? '') };
}

test('Enter takes what is usual, and a wrong answer is asked again', async () => {
  const usual = await answers('');
  expect(await usual.answer).toBe('npm start');
  expect(usual.shown()).toBe('Which command?\n  [npm start] > ');
  const again = await answers('wrong', ' node x.js ');
  expect(await again.answer).toBe('node x.js');
  expect(again.shown()).toContain('  that is wrong. Try another.\n');
});

test('the end of the input is one sentence', async () => {
  const { answer } = await answers();
  await expect(answer).rejects.toThrow('the input ended before the last answer, so nothing was written');
});

/** Runs the command in a pseudo-terminal; each answer is typed at the next question. */
async function atTerminal(folder: string, typed: readonly string[]): Promise<{ code: number; output: string }> {
  const words = [process.execPath, mvkFile, 'init'];
  const line = `exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const bsd = process.platform === 'darwin';
  const child = spawn('script', bsd ? ['-q', '/dev/null', ...words] : ['-qefc', line, '/dev/null'], { cwd: folder });
  const left = [...typed];
  let [output, seen] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    seen += chunk;
    if (!seen.endsWith('] > ') || left.length === 0) return;
    seen = '';
    child.stdin.write(left.shift() ?? '');
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, output: output.replaceAll('\r\n', '\n') };
}

test('at a terminal each thing is asked, and the answers are written', async () => {
  const folder = initFolder({ 'server.py': '' });
  const typed = ['127.0.0.1\n', 'http://127.0.0.1:3222/a\n', 'none\n', '\n', '\n', 'json\n', 'none\n'];
  const { code, output } = await atTerminal(folder.place, typed);
  expect(output).toContain('--answer-url is not a URL: "127.0.0.1"');
  expect(output).toContain('Which command starts it?');
  expect(code).toBe(0);
  expect(JSON.parse(folder.read('mvk.config.json'))).toMatchObject({
    answerUrl: 'http://127.0.0.1:3222/a',
    start: { command: 'python3 server.py', env: { PORT: '3222' } },
  });
  expect(() => folder.read('.github/workflows/mvk.yml')).toThrow('ENOENT');
});

test('at a terminal the end of the input writes nothing', async () => {
  const folder = initFolder({ 'server.py': '' });
  const { code, output } = await atTerminal(folder.place, ['\n', '\x04']);
  expect(output).toContain('the input ended before the last answer');
  expect(code).toBe(2);
  expect(() => folder.read('.gitignore')).toThrow('ENOENT');
});

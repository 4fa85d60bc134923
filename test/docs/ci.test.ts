import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { type Block, readPage } from '../../tools/docs/page.ts';
import { judged, roleOf } from '../../tools/docs/role.ts';
import { problemsOf } from '../package/action-schema.ts';
import { docs, root } from './files.ts';

const jobs = docs.flatMap((file) =>
  readPage(root, file)
    .blocks.filter((block) => roleOf(block) === 'judge')
    .map((block) => ({ file, block })),
);

/** What a host would say against the file. */
const judges: Readonly<Record<string, (block: Block, file: string) => string[]>> = {
  'github-workflow'({ text }, file) {
    writeFileSync(file, text);
    return problemsOf('workflow', file);
  },
  'gitlab-ci': ({ text }) => Object.entries(parse(text) as object).flatMap(([name, job]) => problemsOfJob(name, job)),
};

const keywords = ['image', 'timeout', 'parallel', 'needs', 'before_script', 'script', 'artifacts', 'variables'];

/** GitLab has no parser to install: a job has known keywords, and its scripts are lists of lines. */
function problemsOfJob(name: string, job: Readonly<Record<string, unknown>>): string[] {
  const unknown = Object.keys(job).filter((key) => !keywords.includes(key));
  const scripts = ['before_script', 'script'].filter((key) => key === 'script' || key in job);
  const wrong = scripts.filter((key) => ![job[key]].flat().every((line) => typeof line === 'string' && line !== ''));
  return [...unknown, ...wrong].map((key) => `${name}.${key}`);
}

for (const { file, block } of jobs) {
  test(`the job in ${file}:${block.line} is one that its host takes`, () => {
    const kind = judged.find((word) => word in block.words) ?? '';
    expect(judges[kind]?.(block, test.info().outputPath('job.yml'))).toEqual([]);
  });
}

test('both hosts are shown, and what is wrong is seen', () => {
  for (const word of judged) expect(jobs.some(({ block }) => word in block.words)).toBe(true);
  const file = test.info().outputPath('wrong.yml');
  const wrong = (text: string): Block => ({ language: 'yaml', words: {}, text, line: 1 });
  expect(judges['github-workflow']?.(wrong('on: push\njobs: { a: { runs: on } }'), file)).not.toEqual([]);
  expect(judges['gitlab-ci']?.(wrong('a: { scripts: [mvk check] }'), file)).toEqual(['a.scripts', 'a.script']);
});

const own = ['ci.yml', 'release.yml'].map((name) => path.join(root, '.github/workflows', name));

for (const file of own) {
  test(`${path.basename(file)} is a workflow that GitHub takes, and publishes nothing`, () => {
    expect(problemsOf('workflow', file)).toEqual([]);
    for (const [line] of readFileSync(file, 'utf8').matchAll(/npm publish.*/g))
      expect(line).toContain('--dry-run --provenance');
  });
}

test('the jobs for other hosts can be read, and call the installed kit', () => {
  const blocks = readPage(root, 'docs/ci.md').blocks.filter(({ words }) => 'no-run' in words);
  const yaml = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => parse(text) as object);
  expect(yaml.map((file) => Object.keys(file)[0])).toEqual(['pool', 'version', 'apiVersion']);
  for (const { text } of blocks) expect(text).not.toMatch(/npx (?!--no-install)/);
});

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { runReport } from '../../cli/report/render.ts';
import { repositoryFiles, withProjectFile } from '../../cli/report/repository.ts';
import { failing } from './reports.ts';

/** A repository with some files in it. */
function repository(...files: readonly string[]): string {
  const root = mkdtempSync(path.join(tmpdir(), 'mvk-files-'));
  for (const file of ['.git/HEAD', ...files]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), '');
  }
  return root;
}

const pointed = (root: string, inner = '.', reportDir = 'mvk-report') =>
  repositoryFiles({}, undefined, path.join(root, inner), reportDir).files;

test('without a configuration findings point to a file of the project that is there', () => {
  expect(pointed(repository('package.json'))).toEqual({ project: 'package.json' });
  expect(pointed(repository('README.md', 'ivr/go.mod'), 'ivr')).toEqual({ project: 'ivr/go.mod' });
  expect(pointed(repository('README.md', 'ivr/main.c'), 'ivr')).toEqual({ project: 'README.md' });
});

test('a project without any such file is shown by its report, or by whatever is there', () => {
  expect(pointed(repository('main.c'))).toEqual({ project: 'mvk-report/report.json' });
  expect(pointed(repository('main.c', 'util.c'), '.', '/nowhere/report')).toEqual({ project: 'main.c' });
});

test('a configuration outside the repository is not pointed to', () => {
  const root = repository('package.json');
  expect(repositoryFiles({}, '/elsewhere/mvk.config.json', root, 'mvk-report').files).toEqual({
    project: 'package.json',
  });
  expect(repositoryFiles({}, path.join(root, 'mvk.config.json'), root, 'mvk-report').files).toEqual({
    config: 'mvk.config.json',
  });
});

test('a report of elsewhere is rendered with a file that is there', () => {
  const root = repository('package.json');
  const files = (given: object) =>
    withProjectFile({ ...failing, run: { ...failing.run, files: given } }, root, '.').run.files;
  expect(files({ project: 'gone/README.md', fixtures: 'calls' })).toEqual({
    project: 'package.json',
    fixtures: 'calls',
  });
  expect(files({ config: 'mvk.config.json' })).toEqual({ config: 'mvk.config.json' });
});

test('SARIF of a saved report without files names one', async () => {
  const file = path.join(repository('server.c'), 'report.json');
  writeFileSync(file, JSON.stringify(failing));
  let text = '';
  await runReport(file, { format: 'sarif' }, (line) => {
    text = line;
  });
  const { runs } = JSON.parse(text) as { runs: [{ results: { locations: [{ physicalLocation?: object }] }[] }] };
  for (const { locations } of runs[0].results) expect(locations[0].physicalLocation).toBeTruthy();
  expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(failing));
});

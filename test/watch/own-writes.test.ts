import { expect, _baseTest as test } from '@playwright/test';
import { ownWrites } from '../../cli/watch/own-writes.ts';

function tried() {
  const ignored: string[] = [];
  const writes = ownWrites(
    (file) => file.startsWith('src/'),
    (file) => void ignored.push(file),
  );
  const run = (...files: readonly string[]) => {
    writes.runStarts();
    return { at: writes.sources(files), after: writes.runEnds() };
  };
  return { writes, ignored, run };
}

test('a source counts at once, whether a run is on or not', () => {
  const { writes, run } = tried();
  expect(writes.sources(['src/menu.js'])).toEqual(['src/menu.js']);
  expect(run('src/menu.js')).toEqual({ at: ['src/menu.js'], after: [] });
});

test('any other file counts when the run is over, so that no new file is missed', () => {
  const { ignored, run, writes } = tried();
  expect(run('calls.db')).toEqual({ at: [], after: ['calls.db'] });
  expect(ignored).toEqual([]);
  expect(writes.sources(['calls.db'])).toEqual(['calls.db']);
});

test('a file that changes during two runs in a row is the own one of the integration', () => {
  const { ignored, run } = tried();
  run('calls.db');
  expect(run('calls.db', 'new.js')).toEqual({ at: [], after: ['new.js'] });
  expect(ignored).toEqual(['calls.db']);
});

test('a run during which it does not change begins the count anew', () => {
  const { ignored, run } = tried();
  run('notes.txt');
  run();
  expect(run('notes.txt').after).toEqual(['notes.txt']);
  expect(ignored).toEqual([]);
});

import path from 'node:path';
import type { Source } from './sources.ts';

/** What each folder at the top may import from; itself always. Type imports count too. */
export const folders: Readonly<Record<string, readonly string[]>> = {
  cli: ['ui', 'suites', 'reporters', 'mutants', 'flows', 'fixtures', 'platform', 'spec'],
  suites: ['flows', 'fixtures', 'platform', 'spec'],
  playwright: ['flows', 'platform', 'spec'],
  nock: ['fixtures', 'platform', 'spec'],
  reporters: ['flows', 'spec'],
  flows: ['platform', 'spec'],
  fixtures: ['platform', 'spec'],
  platform: ['spec'],
  mutants: ['spec'],
  ui: ['spec'],
  spec: [],
};

/**
 * What each sub-folder may import from beside it. The files directly in a folder compose its sub-folders, and hold what
 * all of these share: between both, and between a folder and its own sub-folders, only a circle of files is refused.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'cli/baseline': ['terminal', 'config', 'report'],
  'cli/call': ['terminal', 'config', 'fixtures'],
  'cli/check': ['terminal', 'config', 'fixtures', 'report', 'baseline'],
  'cli/commands': [
    'terminal',
    'config',
    'baseline',
    'call',
    'check',
    'completion',
    'contract',
    'doctor',
    'explore',
    'fixtures',
    'init',
    'listen',
    'report',
    'serve',
    'ui',
    'watch',
  ],
  'cli/completion': [],
  'cli/config': ['terminal'],
  'cli/contract': ['terminal', 'config'],
  'cli/doctor': ['terminal', 'config'],
  'cli/explore': ['terminal', 'config'],
  'cli/fixtures': ['terminal', 'config'],
  'cli/init': ['terminal', 'config', 'report'],
  'cli/listen': ['terminal', 'config', 'fixtures', 'contract', 'call'],
  'cli/report': ['terminal', 'config'],
  'cli/serve': ['terminal', 'config', 'call'],
  'cli/terminal': [],
  'cli/ui': ['terminal', 'config', 'call', 'check', 'fixtures', 'listen', 'report', 'serve', 'explore', 'watch'],
  'cli/watch': ['terminal', 'config', 'check', 'fixtures'],
  'fixtures/import': ['record', 'redact', 'wire'],
  'fixtures/record': ['redact', 'wire'],
  'fixtures/redact': [],
  'fixtures/replay': ['record', 'redact'],
  'fixtures/wire': [],
  'flows/diff': ['graph'],
  'flows/draw': ['graph'],
  'flows/explore': ['graph'],
  'flows/graph': [],
  'flows/rules': ['graph', 'explore'],
  'flows/shard': ['graph', 'explore', 'rules'],
  'platform/answer': ['http', 'events'],
  'platform/api': ['call', 'events', 'http', 'process'],
  'platform/call': ['answer', 'events', 'http', 'webhook'],
  'platform/config': ['http', 'redaction'],
  'platform/events': [],
  'platform/http': ['request-policy'],
  'platform/process': ['answer', 'call', 'events', 'http'],
  'platform/redaction': ['http'],
  'platform/request-policy': [],
  'platform/state': ['http', 'events', 'call'],
  'platform/webhook': ['events', 'http'],
  'reporters/findings': ['text'],
  'reporters/formats': ['findings', 'html', 'run', 'text'],
  'reporters/html': ['findings', 'run', 'text'],
  'reporters/run': ['findings', 'text'],
  'reporters/text': [],
  'spec/answer': ['generated', 'run', 'text', 'validation'],
  'spec/contract': ['generated', 'run'],
  'spec/coverage': ['generated', 'answer', 'contract', 'text', 'validation'],
  'spec/generated': ['contract', 'validation'],
  'spec/report': ['generated'],
  'spec/run': ['generated', 'report'],
  'spec/text': [],
  'spec/validation': ['generated'],
  'suites/answer': ['arbitraries', 'preconditions', 'state'],
  'suites/api': ['arbitraries', 'preconditions', 'state'],
  'suites/arbitraries': [],
  'suites/fixture': [],
  'suites/flow': ['preconditions'],
  'suites/preconditions': ['arbitraries', 'state'],
  'suites/readiness': ['answer', 'preconditions'],
  'suites/state': [],
  'suites/webhook': ['arbitraries', 'preconditions', 'state'],
  'suites/worker': ['answer', 'flow', 'webhook', 'state', 'preconditions'],
};

/** Imports that lead where the two tables do not allow it, as sentences. */
export function forbidden(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, target }) =>
      target === undefined ? foreign(file, specifier) : (crossing(file, target) ?? between(file, target)),
    ),
  );
}

function foreign(file: string, specifier: string): readonly string[] {
  const isPlaywright = specifier.startsWith('@playwright');
  return file.startsWith('reporters/') && isPlaywright && file !== 'reporters/adapter.ts'
    ? [`${file}: only reporters/adapter.ts may know Playwright`]
    : [];
}

/** From one folder at the top to another; undefined where it stays in its own. */
function crossing(file: string, target: string): readonly string[] | undefined {
  const [own = ''] = file.split('/');
  const [other = ''] = target.split('/');
  if (own === other) return undefined;
  const may = folders[own] ?? [];
  if (!may.includes(other)) return [`${file} imports ${target}: ${own}/ may import ${may.join(', ') || 'nothing'}`];
  if (other !== 'spec' || target === 'spec/index.ts') return [];
  return [`${file} imports ${target}: spec/index.ts is the only way into spec/`];
}

/** From one sub-folder to another of the same folder. */
function between(file: string, target: string): readonly string[] {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === undefined || to === undefined || from === to) return [];
  const may = rooms[from];
  if (!may) return [];
  if (may.includes(path.basename(to))) return [];
  return [`${file} imports ${target}: ${from}/ may import ${may.join(', ') || 'nothing beside it'}`];
}

/** `platform/call` of `platform/call/line.ts`; undefined for a file directly in its folder. */
function roomOf(file: string): string | undefined {
  const [folder, room, ...rest] = file.split('/');
  return rest.length > 0 ? `${folder}/${room}` : undefined;
}

import type { Integration } from './integration.ts';
import type { Mutant } from './mutant.ts';
import { json } from './reference.ts';

/** A menu that came to say something else than what was recorded. */
function changed(name: string, does: string, change: (text: string) => string): Mutant {
  return {
    name: `fixture-${name}`,
    breaks: ['fixture.replay'],
    does,
    setup: 'fixtures',
    change: (reference): Integration => ({
      ...reference,
      menu: (digits, context, environment) =>
        JSON.parse(change(JSON.stringify(reference.menu(digits, context, environment)))) as unknown,
    }),
  };
}

/** A recording in which something is wrong. */
function recorded(
  name: string,
  breaks: Mutant['breaks'],
  does: string,
  change: (file: string, text: string) => string,
): Mutant {
  return {
    name: `fixture-${name}`,
    breaks,
    does,
    setup: 'fixtures',
    fixtures: change,
    change: (same) => same,
  };
}

const salesPage = /normal.*menu/;

/** Each is judged by what was recorded of the reference. */
export const fixture: readonly Mutant[] = [
  changed('other-prompt', 'says another sentence than was recorded.', (text) =>
    text.replace('to sales', 'to our sales'),
  ),
  changed('other-target', 'transfers to another number than was recorded.', (text) => text.replace('550111', '550112')),
  changed('other-action', 'bridges where it transferred.', (text) => text.replace('"transfer"', '"bridge"')),
  changed('fewer-actions', 'no longer says goodbye.', (text) => text.replace(',{"say":{"text":"Goodbye."}}', '')),
  {
    ...changed('other-key', 'has swapped the keys of its menu.', (text) => text),
    change: (reference) => ({
      ...reference,
      menu: (digits, context, environment) =>
        reference.menu(digits === '1' ? '2' : digits === '2' ? '1' : digits, context, environment),
    }),
  },
  {
    ...changed('other-status', 'acknowledges with 404 what it acknowledged.', (text) => text),
    change: (reference) => ({ ...reference, acknowledge: () => json(404, { error: 'not-found' }) }),
  },
  recorded('secret', ['fixture.valid'], 'keeps a key in a fixture.', (file, text) =>
    salesPage.test(file) ? text.replace('"headers": {', '"headers": { "X-Partner": "Bearer abcdefgh12345678",') : text,
  ),
  recorded('schema', ['fixture.valid'], 'keeps a fixture that has no rules.', (file, text) =>
    salesPage.test(file) ? text.replace('"match"', '"matches"') : text,
  ),
  recorded(
    'wrong-answer',
    ['fixture.conforms'],
    'keeps an answer that transfers to a national number.',
    (file, text) =>
      salesPage.test(file)
        ? text.replace('+12025550111', '202-555-0111').replace('"match": {', '"match": { "ignore": ["/actions/1"],')
        : text,
  ),
  recorded(
    'failed-acknowledgement',
    ['fixture.replay', 'fixture.conforms'],
    'keeps an event that was answered 500.',
    (file, text) => (/normal.*call\.answered/.test(file) ? text.replace('"status": 204', '"status": 500') : text),
  ),
  recorded(
    'failed-answer',
    ['fixture.replay', 'fixture.conforms'],
    'keeps a request for instructions that was answered 503.',
    (file, text) => (salesPage.test(file) ? text.replace('"status": 200', '"status": 503') : text),
  ),
];

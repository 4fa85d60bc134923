import { type Finding, type Hostile, response, says } from './hostile.ts';

const deep = 100_000;
const fields: Finding[0] = 'answer.actions.fields';

/** A body for answer_url: what is wrong with it, and how that is said. */
const bodies: readonly (readonly [name: string, body: string | Buffer, finding: Finding | undefined])[] = [
  ['is empty', '', ['answer.json.valid', /an empty body/]],
  ['is nothing but white space', ' '.repeat(1_000_000), ['answer.json.valid', /JSON/]],
  ['is not UTF-8', Buffer.from('{"actions":[{"say":{"text":"\xe9"}}]}', 'latin1'), ['answer.json.valid', /not UTF-8/]],
  ['is UTF-16', Buffer.from('\ufeff{"actions":[]}', 'utf16le'), ['answer.json.valid', /not UTF-8/]],
  ['begins with a byte order mark', '\ufeff{"actions":[]}', ['answer.json.valid', /byte order mark/]],
  ['is two documents', '{"actions":[]}{"actions":[]}', ['answer.json.valid', /\{"actions"/]],
  ['names not a number', '{"actions":[{"gather":{"timeout_seconds":NaN}}]}', ['answer.json.valid', /NaN/]],
  ['holds a control character', '{"actions":[{"say":{"text":"a\0b"}}]}', ['answer.json.valid', /JSON|control/]],
  ['is arrays without end', '['.repeat(deep) + ']'.repeat(deep), ['answer.json.valid', /levels/]],
  ['is objects without end', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, ['answer.json.valid', /levels/]],
  [
    'is deep within an action',
    `{"actions":[{"say":{"text":${'['.repeat(deep)}${']'.repeat(deep)}}}]}`,
    ['answer.json.valid', /levels/],
  ],
  ['is deep and never closed', '['.repeat(deep), ['answer.json.valid', /JSON/]],
  ['is a number of a million digits', '9'.repeat(1_000_000), ['answer.actions.array', /null|Infinity|9/]],
  [
    'holds a number beyond all numbers',
    '{"actions":[{"gather":{"timeout_seconds":1e99999}}]}',
    [fields, /null|Infinity/],
  ],
  [
    'names a member twice',
    '{"actions":[{"say":{"text":"a","text":"b"}}]}',
    ['answer.json.unique-keys', /the same name again/],
  ],
  [
    'names __proto__',
    '{"actions":[{"say":{"text":"Hi"}}],"__proto__":{"actions":[]}}',
    ['answer.actions.documented-form', /__proto__/],
  ],
  [
    'hides its actions in __proto__',
    '{"__proto__":{"actions":[{"say":{"text":"Hi"}}]}}',
    ['answer.actions.array', /__proto__/],
  ],
  [
    'hides an action in __proto__',
    '{"actions":[{"__proto__":{"say":{"text":"Hi"}}}]}',
    ['answer.actions.known', /__proto__/],
  ],
  ['names the constructor', '{"actions":[{"constructor":{"prototype":{}}}]}', ['answer.actions.known', /constructor/]],
  ['names an action toString', '{"actions":[{"type":"toString"}]}', ['answer.actions.known', /toString/]],
  [
    'says half a character',
    '{"actions":[{"say":{"text":"\\ud800"}}],"\\udfff":1}',
    ['answer.actions.documented-form', /udfff|\S/],
  ],
  [
    'speaks to terminals and CI logs',
    JSON.stringify({ actions: [{ '\x1b[2J\n::error::pwned ##[error]x\u202e': {} }] }),
    ['answer.actions.known', /error/],
  ],
  ['redirects into the file system', '{"actions":[{"redirect":{"url":"file:///etc/passwd"}}]}', [fields, /file:/]],
  ['redirects to a script', '{"actions":[{"redirect":{"url":"javascript:alert(1)"}}]}', [fields, /javascript:/]],
];

/** Servers whose answers are well framed and badly written. As receivers of events nothing is wrong with them. */
export const texts: readonly Hostile[] = bodies.map(([name, body, answer]) => ({
  name: `sends a body that ${name}`,
  talk: says(response(body)),
  answer,
  webhook: undefined,
  meets: /./,
}));

import { randomUUID } from 'node:crypto';
import { expect, _baseTest as test } from '@playwright/test';
import type { Mutant } from '../../mutants/mutant.ts';
import { reference } from '../../mutants/reference.ts';
import { webhookOrder } from '../../mutants/webhook/order.ts';
import { webhookRepeat } from '../../mutants/webhook/repeat.ts';
import { ahead } from '../ahead.ts';
import { checkPage, type Look, type Page } from './volatile-pages.ts';

/** A page of JSON with something beside the state; one for calls that are not known as well where that is said. */
function beside(more: (look: Look) => object, ofUnknown = false): Page {
  return (look) =>
    look.state || ofUnknown
      ? { status: 200, body: { ...(look.state ?? { events: [] }), ...more(look) } }
      : { status: 404, body: undefined };
}

function text(more: (look: Look) => string, row = (name: string) => `<tr><td>${name}</td></tr>`): Page {
  return (look) => {
    if (!look.state) return { status: 404, body: undefined };
    const rows = look.state.events.map(({ event }) => row(event)).join('');
    const body = `<html><body><p>Status: ${look.state.status}</p><table>${rows}</table><p>${more(look)}</p></body></html>`;
    return { status: 200, body };
  };
}

const national = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'full',
  timeStyle: 'medium',
  timeZone: 'Europe/Berlin',
});
const one = <T>(of: readonly T[]) => of[Math.floor(Math.random() * of.length)];
/** A clock that changes only now and then, as one of minutes does, and days that begin while the check runs. */
const every = (milliseconds: number) => (look: Look) => Math.floor(look.milliseconds / milliseconds);

/** When each event was first shown, and how long ago that is, in a word or in words: libraries do it in any language. */
function ageShown(): (call: string, event: object, milliseconds: number) => string {
  const first = new Map<string, number>();
  return (call, event, milliseconds) => {
    const key = `${call} ${JSON.stringify(event)}`;
    if (!first.has(key)) first.set(key, milliseconds);
    const tenths = Math.floor((milliseconds - (first.get(key) ?? milliseconds)) / 100);
    return tenths === 0 ? 'gerade' : `vor ${tenths} Zehntelsekunden`;
  };
}

const ofRows = ageShown();
const ofMembers = ageShown();

/** Each event some time after it came; of an unknown call as much as of one that nothing is shown of yet. */
function filledLater(): Page {
  const first = new Map<string, number>();
  return ({ callId, state, milliseconds }) => {
    const all = state?.events ?? [];
    const due = all.filter((event, index) => {
      const key = `${callId} ${JSON.stringify(event)}`;
      first.set(key, first.get(key) ?? milliseconds);
      return milliseconds - (first.get(key) ?? 0) >= 400 + 15 * index;
    });
    const rows = due.map(({ event, created_at }) => `${created_at},${event}`);
    const isWhole = all.length > 0 && due.length === all.length;
    return { status: 200, body: ['time,event', ...rows, ...(isWhole ? [`status,${state?.status}`] : [])].join('\n') };
  };
}

const pages: Readonly<Record<string, Page>> = {
  'its rows one by one, long after the acknowledgement': filledLater(),
  'the time of day in a national notation': beside(({ milliseconds }) => ({ now: national.format(milliseconds) })),
  'the time of day in words of its own': beside(every700Words()),
  'an instance name': beside(() => ({ instance: one(['web-1', 'web-2']) })),
  'a request id and a nonce in its head': beside(
    () => ({ meta: { request_id: randomUUID(), nonce: Math.random() } }),
    true,
  ),
  'an uptime in seconds': beside((look) => ({ uptime_s: every(1_000)(look) })),
  'a clock that changes now and then': beside((look) => ({ minute: every(700)(look) }), true),
  'a view counter': beside(({ views }) => ({ views }), true),
  'a counter of all events': beside(({ events, views }) => ({ total: events, views }), true),
  'rows in any order, with ids by turns': (look) => {
    if (!look.state) return { status: 404, body: undefined };
    const rows = look.state.events.map((event) => ({ id: randomUUID(), ...event }));
    return { status: 200, body: { ...look.state, events: rows.sort(() => Math.random() - 0.5) } };
  },
  'a member named by chance': beside(() => ({ csrf: { [`t${randomUUID()}`]: 1 } })),
  'HTML with a time, an instance and a counter': text(
    (look) => `Served by ${one(['web-1', 'web-2'])} at ${national.format(look.milliseconds)}, request ${look.views}`,
  ),
  'HTML with a nonce in a tag': text(() => `<script nonce="${randomUUID()}" src="/a.js"></script>`),
  'how long ago each event came': (look) => {
    if (!look.state) return { status: 404, body: undefined };
    const { state, callId, milliseconds } = look;
    const events = state.events.map((event) => ({ ...event, came: ofMembers(callId, event, milliseconds) }));
    return { status: 200, body: { ...state, events } };
  },
  'HTML with the time of each event in a national notation': (look) => {
    if (!look.state) return { status: 404, body: undefined };
    const rows = look.state.events.map(
      ({ event, created_at }) => `<li>${national.format(new Date(created_at))}: <b>${event}</b>`,
    );
    return { status: 200, body: `<h1>${look.state.status}</h1><ul>${rows.join('\n')}</ul>` };
  },
  'HTML with how long ago each event came': (look) => {
    if (!look.state) return { status: 404, body: undefined };
    const { state, callId, milliseconds } = look;
    const rows = state.events.map((event) => `<li>${event.event} <i>${ofRows(callId, event, milliseconds)}</i>`);
    return { status: 200, body: `<h1>${state.status}</h1><ul>${rows.join('\n')}</ul>` };
  },
  'HTML with rows in any order': (look) => {
    if (!look.state) return { status: 404, body: undefined };
    const rows = look.state.events.map(({ event }) => `<li>${event}</li>`).sort(() => Math.random() - 0.5);
    return { status: 200, body: `<ul>${rows.join('')}</ul><p>${look.state.status} ${randomUUID()}</p>` };
  },
};

function every700Words(): (look: Look) => object {
  const words = ['early', 'noon', 'late', 'night', 'dawn'];
  return (look) => ({ shown: `It is ${words[every(700)(look) % words.length]} in the office.` });
}

/** One seed and one fault for each page, by turns; all of them with MVK_LAW=all. */
const isWhole = process.env.MVK_LAW === 'all';
const all = [1, 2, 3, 4, 5];
const seedsOf = (index: number) => (isWhole ? all : [all[index % all.length] ?? 1]);

const named = Object.entries(pages);
const clean = ahead(
  named.map(
    ([, page], index) =>
      () =>
        Promise.all(seedsOf(index).map(async (seed) => ({ seed, results: await checkPage(page, seed) }))),
  ),
);

for (const [index, [what]] of named.entries()) {
  test(`a page that shows ${what} costs a right integration nothing`, async () => {
    test.setTimeout(isWhole ? 3_600_000 : 900_000);
    const wrong = (await clean(index)).flatMap(({ seed, results }) =>
      results.filter(({ outcome }) => outcome !== 'passed').map((result) => ({ seed, ...result })),
    );
    expect(wrong).toEqual([]);
  });
}

const faults: readonly Mutant[] = [...webhookOrder, ...webhookRepeat].filter(({ name }) =>
  ['webhook-last-wins', 'webhook-appends', 'webhook-current-call'].includes(name),
);

/** What is found of some faults behind a page, and what there is to find. */
async function findBehind(page: Page, among: readonly Mutant[]) {
  return Promise.all(
    among.map(async ({ name, breaks, change }) => {
      const ids = breaks.filter((id) => /repeat|order/.test(id));
      return { name, ids, results: await checkPage(page, 1, change(reference), ids) };
    }),
  );
}

const behind = ahead(
  named.map(
    ([, page], index) =>
      () =>
        findBehind(page, isWhole ? faults : faults.filter((_, turn) => turn === index % faults.length)),
  ),
);

for (const [index, [what]] of named.entries()) {
  test(`a page that shows ${what} hides no fault`, async () => {
    test.setTimeout(isWhole ? 3_600_000 : 900_000);
    for (const { name, ids, results } of await behind(index)) {
      const found = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned').map(({ id }) => id);
      expect([...found].sort(), `${name}: ${JSON.stringify(results)}`).toEqual([...ids].sort());
    }
  });
}

test('a page on which everything varies cannot be judged, and is not passed', async () => {
  const page: Page = ({ state }) => (state ? { status: 200, body: randomUUID() } : { status: 404, body: undefined });
  for (const result of await checkPage(page, 1, reference, ['webhook.repeat.once', 'webhook.order.final-state'])) {
    expect(result).toMatchObject({ outcome: 'could-not-run' });
  }
});

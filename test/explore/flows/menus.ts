import type { Menu, Place } from './menu-places.ts';
import { type Asked, type Reply, type Served, type ServeOptions, serveFlow } from './serve-flow.ts';
import { type Keeping, type Kept, keeperOf } from './stateful-menu.ts';

export interface MenuOptions extends ServeOptions {
  /** Added to every URL, such as a session; begins with `&`. It may rest on the URL that was asked. */
  readonly session?: (asked: URL) => string;
}

/** Serves a made-up flow, which begins at the place `start`, and opens a bench on it. */
export async function serveMenu(menu: Menu, keeping: Keeping, options: MenuOptions = {}): Promise<Served> {
  const { session = () => '', ...rest } = options;
  const keeper = keeperOf(keeping);
  const answer = async ({ url, callId }: Asked): Promise<Reply> => {
    if (!['/answer', '/menu'].includes(url.pathname)) return 404;
    const digits = url.pathname === '/answer' ? undefined : ((await keeper.take(callId)) ?? '');
    const before = (await keeper.load(callId, url)) ?? { at: 'start', tries: 0 };
    const kept = digits === undefined ? before : after(menu, before, digits);
    await keeper.save(callId, kept);
    const state = keeping === 'url' ? `&at=${kept.at}&tries=${kept.tries}` : '';
    const target = `${url.origin}/menu?call_id=${encodeURIComponent(callId)}${state}${session(url)}`;
    return replyOf(placeOf(menu, kept.at), { menu: target, origin: url.origin, host: url.host, call: callId });
  };
  const served = await serveFlow({ answer, gathered: (callId, digits) => keeper.put(callId, digits) }, rest);
  const close = async () => {
    await served.close();
    await keeper.close();
  };
  return { ...served, close };
}

function replyOf(place: Place | undefined, words: Readonly<Record<string, string>>): Reply {
  if (!place || place.fault !== undefined) return place?.fault ?? 404;
  const text = place.text ?? JSON.stringify({ actions: place.actions });
  return { text: Object.entries(words).reduce((all, [word, value]) => all.replaceAll(`{${word}}`, value), text) };
}

/** Where digits lead; a key without a way of its own, and silence, lead nowhere else until all attempts are used up. */
function after(menu: Menu, { at, tries }: Kept, digits: string): Kept {
  const { next = {}, attempts = Number.POSITIVE_INFINITY, spent = 'spent' } = placeOf(menu, at) ?? { actions: [] };
  const name = next[digits] ?? (digits === '' ? next[''] : next['*']) ?? at;
  if (name !== at) return { at: name, tries: 0 };
  return tries + 1 < attempts ? { at, tries: tries + 1 } : { at: spent, tries: 0 };
}

function placeOf(menu: Menu, name: string): Place | undefined {
  return typeof menu === 'function' ? menu(name) : menu[name];
}

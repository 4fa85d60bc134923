import { variablesIn } from '../config/env-file.ts';
import type { Folder } from './folder.ts';
import { type ListenPort, portIn } from './ports.ts';

/** What the source says of where it listens. */
export interface Noticed extends ListenPort {
  readonly answerPath?: string;
  readonly webhookPath?: string;
  /** The path of a page about one call, with `{call_id}` in it. */
  readonly callPath?: string;
  /** The path of a page that says whether it is ready. */
  readonly readyPath?: string;
  /** The path of a request that makes it call the API. */
  readonly dialPath?: string;
}

/** A path alone in quotes, a method before it or not: "/answer", 'GET /answer'. */
const route = /["'`](?:[A-Z]+ )?(\/[\w./-]+)["'`]/g;
/** `get('/calls/:id'`, `@app.route("/calls/<id>")`, `GET /calls/{id}`: one call, read by its id. */
const callPage = /(?:get\w*|route)\W{1,4}(\/(?:[\w.-]+\/)*calls?\/)(?::\w+|\{\w+\}|<[\w:]+>)["'`]/i;
/** The same where a path is compared by its beginning: `HandleFunc("/calls/"`, `startswith("/calls/")`. */
const callPrefix =
  /(?:handle\w*|starts?_?with|hasPrefix|createContext)\([^"'`\n]*["'`](\/(?:[\w.-]+\/)*calls?\/)["'`]/i;
const readyPage = /["'`](?:GET )?(\/(?:health|healthz|ready|readyz|up|ping))["'`]/;
/** The path of such a request says it alone; `/calls` does only where it is a route, as a client of the API posts there. */
const dialing = /^\/([\w.-]+\/)*(dial|outbound|place-?calls?|call-?me|click-to-call)$/i;
const callsRoute = /(?:\bapp\.|router\.|Route::|Mapping\(|\bPOST |^\s*)(?:post)?\W{0,4}(\/[\w./-]*calls)["'`]/im;

/** Files of settings that frameworks read, by name. */
const settingsFiles = [
  ...['properties', 'yml', 'yaml'].map((ending) => `src/main/resources/application.${ending}`),
  'config/puma.rb',
];

/** Reads the source as text: enough for a first guess, which the person sees. */
export function noticed(folder: Folder, endings: readonly string[]): Noticed {
  const texts = folder
    .sources(endings)
    .filter((file) => !/(^|[._-])(test|spec|config)s?[._-]/i.test(file))
    .map((file) => folder.read(file));
  const paths = texts.flatMap((text) => [...text.matchAll(route)].map(([, found = '']) => found));
  const answerPath = shortest(paths.filter((found) => /answer/i.test(found)));
  const webhookPath =
    shortest(paths.filter((found) => /webhook/i.test(found))) ??
    shortest(paths.filter((found) => /event/i.test(found)));
  const found = (...patterns: readonly RegExp[]): string | undefined =>
    patterns.flatMap((pattern) => texts.flatMap((text) => pattern.exec(text)?.[1] ?? []))[0];
  const [calls, ready] = [found(callPage, callPrefix), found(readyPage)];
  // A client of the API names its base URL or its key.
  const isClient = texts.some((text) => /MINIVOICE_API|api\.minivoice/.test(text));
  const dial = isClient ? (shortest(paths.filter((each) => dialing.test(each))) ?? found(callsRoute)) : undefined;
  return {
    ...(answerPath !== undefined && { answerPath }),
    ...(webhookPath !== undefined && { webhookPath }),
    ...portIn([...texts, ...settingsFiles.map((file) => folder.read(file))], variablesIn(folder.read('.env'))),
    ...(calls !== undefined && { callPath: `${calls}{call_id}` }),
    ...(ready !== undefined && { readyPath: ready }),
    ...(dial !== undefined && { dialPath: dial }),
  };
}

function shortest(paths: readonly string[]): string | undefined {
  return [...paths].sort((one, other) => one.length - other.length)[0];
}

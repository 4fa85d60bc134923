import { variablesIn } from '../config/env-file.ts';
import type { Folder } from './folder.ts';

/** What the source says of where it listens. */
export interface Noticed {
  readonly answerPath?: string;
  readonly webhookPath?: string;
  readonly ownPort?: number;
  /** The path of a page about one call, with `{call_id}` in it. */
  readonly callPath?: string;
  /** The path of a page that says whether it is ready. */
  readonly readyPath?: string;
  /** The path of a request that makes it call the API. */
  readonly dialPath?: string;
}

/** A path alone in quotes, a method before it or not: "/answer", 'GET /answer'. */
const route = /["'`](?:[A-Z]+ )?(\/[\w./-]+)["'`]/g;
/** `PORT || 3000`, `get("PORT", "8000")`, `listen(3000`, `port: 3000`. */
const portIn = /(?:\bPORT\b["'`\])]*\s*(?:\|\||\?\?|,|:)\s*["'`]?|\blisten\(\s*|\bport\s*[:=]\s*)(\d{4,5})\b/i;

/** `get('/calls/:id'`, `@app.route("/calls/<id>")`, `GET /calls/{id}`: one call, read by its id. */
const callPage = /(?:get\w*|route)\W{1,4}(\/(?:[\w.-]+\/)*calls?\/)(?::\w+|\{\w+\}|<[\w:]+>)["'`]/i;
const readyPage = /["'`](?:GET )?(\/(?:health|healthz|ready|readyz|up|ping))["'`]/;
const dialing = /post\w*\W{1,4}(\/[\w./-]*(?:dial|outbound|place|calls?))["'`]/i;

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
  const found = (pattern: RegExp): string | undefined =>
    texts.map((text) => pattern.exec(text)?.[1]).find((each) => each !== undefined);
  const [calls, ready] = [found(callPage), found(readyPage)];
  // A client of the API names its base URL or its key.
  const dial = texts.some((text) => /MINIVOICE_API|api\.minivoice/.test(text)) ? found(dialing) : undefined;
  const port =
    variablesIn(folder.read('.env')).PORT ??
    texts.map((text) => portIn.exec(text)?.[1]).find((found) => found !== undefined);
  return {
    ...(answerPath !== undefined && { answerPath }),
    ...(webhookPath !== undefined && { webhookPath }),
    ...(port !== undefined && /^\d{1,5}$/.test(port) && Number(port) <= 65_535 && { ownPort: Number(port) }),
    ...(calls !== undefined && { callPath: `${calls}{call_id}` }),
    ...(ready !== undefined && { readyPath: ready }),
    ...(dial !== undefined && { dialPath: dial }),
  };
}

function shortest(paths: readonly string[]): string | undefined {
  return [...paths].sort((one, other) => one.length - other.length)[0];
}

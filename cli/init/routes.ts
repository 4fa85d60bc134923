import type { Folder } from './folder.ts';

/** What the source says of where it listens. */
export interface Noticed {
  readonly answerPath?: string;
  readonly webhookPath?: string;
  readonly ownPort?: number;
}

/** A path alone in quotes, a method before it or not: "/answer", 'GET /answer'. */
const route = /["'`](?:[A-Z]+ )?(\/[\w./-]+)["'`]/g;
/** `PORT || 3000`, `get("PORT", "8000")`, `listen(3000`, `port: 3000`. */
const portIn = /(?:\bPORT\b["'`\])]*\s*(?:\|\||\?\?|,|:)\s*["'`]?|\blisten\(\s*|\bport\s*[:=]\s*)(\d{4,5})\b/i;

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
  const port = texts.map((text) => portIn.exec(text)?.[1]).find((found) => found !== undefined);
  return {
    ...(answerPath !== undefined && { answerPath }),
    ...(webhookPath !== undefined && { webhookPath }),
    ...(port !== undefined && Number(port) <= 65_535 && { ownPort: Number(port) }),
  };
}

function shortest(paths: readonly string[]): string | undefined {
  return [...paths].sort((one, other) => one.length - other.length)[0];
}

import leven from 'leven';
import { offered } from '../platform/api/http/route.ts';
import { operations } from '../spec/index.ts';

/** The client sent a request that MiniVoice does not document. */
export class UnknownRequest extends Error {
  override readonly name = 'UnknownRequest';
  readonly code = 'ERR_MINIVOICE_UNKNOWN_REQUEST';

  /** `base` is the path of the base URL, `below` what follows it, or undefined where the request is not below it. */
  constructor(method: string, asked: string, base: string, below: string | undefined) {
    const near = nearest(method, below ?? '').map((each) => `${each.method} ${base}${each.path} (${each.name})`);
    super(
      below === undefined
        ? `"${method} ${asked}" is not below the base URL, whose path is "${base}"`
        : `"${method} ${asked}" is not a documented operation of MiniVoice; the nearest are ${near.join(', ')}`,
    );
  }
}

interface Known {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

const known: readonly Known[] = [
  ...Object.values(operations).map(({ id, method, path }) => ({ name: id, method, path })),
  ...Object.entries(offered).map(([name, { method, path }]) => ({ name, method, path })),
];

function nearest(method: string, path: string): readonly Known[] {
  const distance = (each: Known) =>
    (each.method === method ? 0 : 2) + letterDistance(each.path.split('/'), path.split('/'));
  return [...known].sort((a, b) => distance(a) - distance(b)).slice(0, 3);
}

/** Letters by which two paths differ; a parameter fits everything. */
function letterDistance(pattern: readonly string[], segments: readonly string[]): number {
  const longest = Math.max(pattern.length, segments.length);
  return Array.from({ length: longest }).reduce<number>((sum, _, index) => {
    const [wanted = '', given = ''] = [pattern[index], segments[index]];
    return sum + (wanted.startsWith('{') && given !== '' ? 1 : leven(wanted, given));
  }, 0);
}

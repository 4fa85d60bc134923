import { type OperationId, operations } from '../../../spec/index.ts';

/** Where a request leads. */
export type Route =
  | { readonly kind: 'operation'; readonly operation: OperationId; readonly path: Parameters; readonly query: string }
  /** Not documented, and offered by a reading of ours. */
  | { readonly kind: 'offered'; readonly offered: Offered; readonly path: Parameters; readonly query: string }
  | { readonly kind: 'method'; readonly allow: string }
  | { readonly kind: 'nowhere' };

export type Parameters = Readonly<Record<string, string>>;
export type Offered = keyof typeof offered;

/** Operations that the documentation mentions without a path: the path is ours, and the question is named. */
export const offered = {
  listRecordings: { method: 'GET', path: '/calls/{id}/recordings', question: 'Q99' },
  getRecording: { method: 'GET', path: '/recordings/{id}', question: 'Q99' },
} as const;

interface Known {
  readonly method: string;
  readonly segments: readonly string[];
  lead(path: Parameters, query: string): Route;
}

const known: readonly Known[] = [
  ...Object.values(operations).map(
    ({ id: operation, method, path: pattern }): Known => ({
      method,
      segments: pattern.split('/'),
      lead: (path, query) => ({ kind: 'operation', operation, path, query }),
    }),
  ),
  ...(Object.keys(offered) as Offered[]).map(
    (name): Known => ({
      method: offered[name].method,
      segments: offered[name].path.split('/'),
      lead: (path, query) => ({ kind: 'offered', offered: name, path, query }),
    }),
  ),
];

const prefix = '/v1';

/** By the number of their segments. */
const byLength: readonly (readonly Known[])[] = Array.from({ length: 8 }, (_, length) =>
  known.filter(({ segments }) => segments.length === length),
);

/** Finds the operation of a request; a path that the contract does not have leads nowhere, another method of one that it has is refused (Q75). */
export function routeOf(method: string, target: string): Route {
  const local = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = local.indexOf('?');
  const [place, query] = mark < 0 ? [local, ''] : [local.slice(0, mark), local.slice(mark + 1)];
  if (!place.startsWith(`${prefix}/`)) return { kind: 'nowhere' };
  const segments = place.slice(prefix.length).split('/');
  const allowed: string[] = [];
  for (const each of byLength[segments.length] ?? []) {
    if (!fits(each.segments, segments)) continue;
    if (each.method === method) return each.lead(parametersOf(each.segments, segments), query);
    allowed.push(each.method);
  }
  return allowed.length === 0 ? { kind: 'nowhere' } : { kind: 'method', allow: allowed.join(', ') };
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.every((each, index) => (each.startsWith('{') ? segments[index] !== '' : each === segments[index]));
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Parameters {
  const parameters: Record<string, string> = {};
  for (const [index, each] of pattern.entries()) {
    if (each.startsWith('{')) parameters[each.slice(1, -1)] = decoded(segments[index] ?? '');
  }
  return parameters;
}

/** Text that is not percent-encoded correctly stands for itself: nothing has such an id. */
function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

import type { Asking } from '../../../../platform/api/api.ts';
import { routeOf } from '../../../../platform/api/http/route.ts';

/** The id or number that a request is about. */
export function valueIn({ request: { method, target, body } }: Pick<Asking, 'request'>): string | undefined {
  const route = routeOf(method, target);
  if (route.kind !== 'operation') return undefined;
  const { id, number } = route.path;
  if (route.operation !== 'createCall') return id ?? number;
  try {
    const { to } = JSON.parse(body.toString()) as { readonly to?: unknown };
    return typeof to === 'string' ? to : undefined;
  } catch {
    return undefined;
  }
}

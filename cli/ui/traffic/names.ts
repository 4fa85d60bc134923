import type { BenchOptions } from '../../../spec/index.ts';
import type { TrafficRow } from '../../../ui/protocol/traffic.ts';
import type { KeptExchange } from './kept.ts';

/** What an exchange is in the list, and what it is called there. */
type Named = Pick<TrafficRow, 'kind' | 'title'>;

type NamedBy = Pick<KeptExchange, 'kind' | 'isApi' | 'event' | 'operation'> & {
  readonly request: Pick<KeptExchange['request'], 'method' | 'url'>;
};

const longest = 80;
const anyCall = '{call_id}';

/**
 * Names exchanges by what they are for: an operation of the API, an event, an answer request, a trigger, or the state of a
 * call. Each instance of an integration has another port, so that only paths are compared.
 */
export function namesOf({ answerUrl, webhookUrl, observe, api }: BenchOptions): (exchange: NamedBy) => Named {
  const triggers = (api?.triggers ?? []).flatMap(({ name, request }) =>
    request ? [{ name, method: request.method ?? 'POST', path: bare(pathOf(request.url)) }] : [],
  );
  const state = observe && patternOf(pathOf(observe.callUrl));
  const [answer, webhook] = [answerUrl, webhookUrl].map((url) => url && bare(pathOf(url)));

  return ({ kind, isApi, event, operation, request: { method, url } }) => {
    if (isApi) return { kind: 'api', title: operation ?? 'unknown operation' };
    if (kind === 'event') return { kind, title: (event ?? 'event').slice(0, longest) };
    const path = pathOf(url);
    const [plain, isAnswer] = [bare(path), kind === 'answer'];
    if (plain === answer) return { kind, title: isAnswer ? 'answer request' : 'answer request without a call' };
    if (plain === webhook) return { kind: 'other', title: 'no event, to the webhook' };
    const trigger = triggers.find((each) => each.path === plain && each.method === method);
    if (trigger) return { kind: 'other', title: `trigger ${trigger.name}`.slice(0, longest) };
    if (state?.test(path)) return { kind: 'other', title: 'state of a call' };
    return { kind, title: isAnswer ? 'answer request' : 'request' };
  };
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return decoded(pathname) + search;
}

/** The braces of a template are escaped by the parser. */
function decoded(path: string): string {
  return path.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

function bare(path: string): string {
  return path.split('?')[0] ?? '';
}

function patternOf(path: string): RegExp {
  const parts = path.split(anyCall).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/?#&]+')}$`);
}

import { type Action, isRecord } from '../spec/index.ts';
import type { Answered, Bench, Delivered } from './bench.ts';
import type { AnswerRequest } from './caller.ts';
import { type CallContext, gathered, type PlatformEvent } from './events.ts';

/** What happened in a call, in order. */
export type Step =
  | { readonly kind: 'answer'; readonly answered: Answered; readonly url: string | undefined }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'press'; readonly digits: string; readonly action: Action }
  | { readonly kind: 'event'; readonly event: PlatformEvent; readonly delivered: Delivered };

/** What the caller presses at each gather; silence when the list is used up. */
export type Script = readonly string[];

/** Redirects followed when the action names no `max_redirects` (Q31). */
const mostRedirects = 20;

/** Plays one call: actions in order, events at their moments (DESIGN of the platform: Q5, Q27, Q29, Q30). */
export async function* playCall(
  bench: Bench,
  call: CallContext,
  script: Script,
  carried: { readonly variables?: Readonly<Record<string, string>> } = {},
): AsyncGenerator<Step> {
  const { assumptions, webhookUrl } = bench.options;
  const tell = bench.story(call);
  const presses = [...script];
  async function* deliver(event: PlatformEvent): AsyncGenerator<Step> {
    if (webhookUrl) yield { kind: 'event', event, delivered: await bench.deliver(event) };
  }
  yield* deliver(tell('call.created'));
  yield* deliver(tell('call.answered'));
  let request: AnswerRequest | undefined = { call, ...carried };
  let late: PlatformEvent | undefined;
  for (let depth = 0; request && depth <= mostRedirects; depth++) {
    const answered: Answered = await bench.answer(request);
    yield { kind: 'answer', answered, url: request.url };
    if (late) yield* deliver(late);
    late = undefined;
    request = undefined;
    let digits: string | undefined;
    for (const action of playable(answered)) {
      yield { kind: 'action', action };
      if (action.name === 'gather') {
        digits = presses.shift() ?? '';
        yield { kind: 'press', digits, action };
        const event = tell('call.gathered', gathered(digits, action.parameters, assumptions));
        if (assumptions.Q29 === 'redirect-first') late = event;
        else yield* deliver(event);
      }
      if (action.name === 'start_recording') yield* deliver(tell('recording.started'));
      if (action.name === 'stop_recording') yield* deliver(tell('recording.completed'));
      if (action.name === 'redirect') request = redirected(bench, { call, ...carried }, action, digits);
      if (['redirect', 'transfer', 'bridge', 'conference'].includes(action.name)) break;
    }
  }
  if (late) yield* deliver(late);
  yield* deliver(tell('call.completed'));
}

/** The actions that would run: none of an answer that breaks its contract (Q11). */
function playable({ status, judged }: Answered): readonly Action[] {
  if (!judged || status === undefined || status < 200 || status > 299) return [];
  const broken = judged.findings.some(({ clause }) =>
    /^answer-(json-valid|actions-(array|known|fields))$/.test(clause),
  );
  return broken ? [] : judged.actions;
}

function redirected(bench: Bench, first: AnswerRequest, { parameters }: Action, digits: string | undefined) {
  const url = String(parameters.url);
  if (!isAskable(url, bench)) return undefined;
  const inRequest = bench.options.assumptions.Q29 === 'in-request' && digits !== undefined;
  const method = parameters.method === 'POST' ? 'POST' : 'GET';
  return { ...first, url, method, ...(inRequest ? { fields: { digits } } : {}) };
}

/** Only the target itself is asked: a redirect to another host is read, never followed. */
function isAskable(url: string, { options }: Bench): boolean {
  const { hostname } = new URL(url);
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return loopback || hostname === new URL(options.answerUrl ?? url).hostname;
}

/** The digits a prompt names: `Press 1 for sales or 2 for support` names 1 and 2. */
export function announcedKeys(action: Action, spoken: string): readonly string[] {
  const { prompt } = action.parameters;
  const text = `${spoken} ${typeof prompt === 'string' ? prompt : ''}`;
  const keys = [...text.matchAll(/(?<![\w.+-])([0-9*#])(?![\w.]*\d)/g)].map(([, key]) => key ?? '');
  return [...new Set(keys)].filter((key) => key !== '' && key !== action.parameters.finish_on_key);
}

/** The text that a say speaks. */
export function spokenText(action: Action): string {
  const { text } = action.parameters;
  return action.name === 'say' && isRecord(action.parameters) && typeof text === 'string' ? text : '';
}

import type { Action, EventName, Readings } from '../../spec/index.ts';
import type { Answered } from '../answer/answered.ts';
import type { AnswerRequest } from '../answer/caller.ts';
import type { CallContext } from '../events/events.ts';
import type { Received } from '../http/client.ts';
import { isLoopback } from '../http/loopback.ts';
import { notTaken, Unreachable } from '../http/sender.ts';
import { type Caller, type Script, scripted } from '../script.ts';
import { type CallOptions, type Line, openLine } from './line.ts';
import { dial, perform } from './perform.ts';
import { playable } from './playable.ts';
import type { CallPort } from './port.ts';
import type { Ending, Step } from './step.ts';

/** Redirects in a row when the action names no `max_redirects` (Q31). */
const maxRedirects = 20;

/**
 * Plays one call: actions in order, time virtual, events delivered at their moments, and exactly one that ends it.
 * With `redelivers`, further attempts of what was not acknowledged come at theirs, the last of them after the end.
 * What the documentation leaves open is taken as `spec/assumptions.yaml` says.
 */
export async function* playCall(
  port: CallPort,
  call: CallContext,
  people: Caller | Script,
  options: CallOptions = {},
): AsyncGenerator<Step, void, undefined> {
  const caller = 'atGather' in people ? people : scripted(people);
  const line = openLine(port, call, caller, options);
  const by = yield* begin(line);
  yield* line.deliverLate();
  if (options.isLeftOpen) return;
  const event = terminalEvent(by, line.readings);
  const { recording } = line.media;
  if (recording && line.readings.Q37 === 'before-end') yield* line.deliver(line.nextEvent('recording.completed'));
  yield* line.deliver(line.nextEvent(event));
  if (recording && line.readings.Q37 === 'after-end') yield* line.deliver(line.nextEvent('recording.completed'));
  yield { at: line.at, kind: 'end', by, event };
  // What was not acknowledged is delivered again although the call is over.
  yield* line.redeliver(Number.POSITIVE_INFINITY);
}

/**
 * Plays a new call from the middle of an answer: `actions` begins with the gather at which it
 * starts. What an integration does then is what it does in a whole call only where it keeps nothing of what came before.
 */
export async function* resumeCall(
  port: CallPort,
  call: CallContext,
  people: Caller,
  actions: readonly Action[],
  options: CallOptions = {},
): AsyncGenerator<Step, void, undefined> {
  const line = openLine(port, call, people, options);
  yield* follow(line, actions);
  yield* line.deliverLate();
}

type Playing = AsyncGenerator<Step, Ending, undefined>;

/** MiniVoice answers an inbound call, and the callee an outbound one (Q65); then answer_url is requested (Q5). */
async function* begin(line: Line): Playing {
  yield* line.deliver(line.nextEvent('call.created'));
  if (line.call.direction === 'outbound') {
    const ending = yield* dial(line, { by: 'outbound', destination: line.call.to });
    if (ending) return ending;
  }
  yield* line.deliver(line.nextEvent('call.answered'));
  if (line.options.record) {
    line.media = { ...line.media, recording: true };
    yield* line.deliver(line.nextEvent('recording.started'));
  }
  return yield* follow(line);
}

/** Requests an answer unless one is given, runs it, and follows its redirects until the call ends. */
async function* follow(line: Line, given?: readonly Action[]): Playing {
  const { port, call, options, readings } = line;
  const first: AnswerRequest = { call, ...(options.variables && { variables: options.variables }) };
  let request = first;
  let [chain, limit] = [0, maxRedirects];
  for (let actions = given; ; actions = undefined) {
    if (!actions) {
      const answered = await ask(line, request);
      line.isBegun = true;
      yield { at: line.at, kind: 'answer', answered, url: request.url };
      yield* line.deliverLate();
      const { actions: list, isBroken } = playable(answered);
      if (isBroken) return 'no valid answer';
      actions = list;
    }
    const { ending, redirect, digits } = yield* runList(line, actions);
    if (!redirect) return ending ?? 'actions done';
    const { url, method, max_redirects: most } = redirect.parameters;
    if (digits !== undefined) [chain, limit] = [0, maxRedirects];
    // With 0, a documented value, the redirect that carries it is still followed (Q31).
    if (typeof most === 'number') limit = Math.min(limit, Math.max(1, most));
    if (++chain > limit) {
      yield { at: line.at, kind: 'loop', url: String(url), limit };
      return 'redirected too often';
    }
    if (!isAskable(String(url), port)) {
      yield { at: line.at, kind: 'elsewhere', url: String(url) };
      return 'redirected elsewhere';
    }
    const fields = readings.Q29 === 'in-request' && digits !== undefined ? { fields: { digits } } : {};
    request = { ...first, url: String(url), method: method === 'POST' ? 'POST' : 'GET', ...fields };
  }
}

/** Runs a list up to what ends it; `digits` are those of its last gather. */
async function* runList(line: Line, actions: readonly Action[]): ReturnType<typeof perform> {
  let digits: string | undefined;
  for (const [index, action] of actions.entries()) {
    yield { at: line.at, kind: 'action', action, index };
    const done = yield* perform(line, action);
    digits = done.digits ?? digits;
    if (done.ending) return done;
    if (done.redirect) return { redirect: done.redirect, ...(digits !== undefined && { digits }) };
  }
  return {};
}

/** Exactly one of three (Q64); a leg that was not reached may end either way (Q68), and so may a failed answer (Q32). */
function terminalEvent(ending: Ending, readings: Readings): EventName {
  if (ending === 'canceled') return 'call.canceled';
  if (ending === 'callee not reached') return 'call.failed';
  if (ending === 'target not reached') return readings.Q68 === 'completed' ? 'call.completed' : 'call.failed';
  const failed = ending === 'no valid answer' || ending === 'redirected too often';
  return failed && readings.Q32 !== 'completed' ? 'call.failed' : 'call.completed';
}

/**
 * A redirect to where nothing listens is a redirect that failed. A target that is gone itself stops a call that it never
 * took a request of; later in a call, it is an answer that never came.
 */
async function ask({ port, isBegun }: Line, request: AnswerRequest): Promise<Answered> {
  const { url, method = 'GET' } = request;
  const failed = (exchange: Received): Answered => ({ exchange, status: undefined, judged: undefined });
  if (url && !URL.canParse(url)) {
    const failure = { kind: 'invalid', message: `${JSON.stringify(url)} is not a URL` } as const;
    return failed({ request: { method, url, headers: {} }, failure, durationMs: 0 });
  }
  try {
    return await port.answer(request);
  } catch (error) {
    const isTarget = !url || new URL(url).origin === new URL(port.options.answerUrl ?? url).origin;
    if (!(error instanceof Unreachable) || (isTarget && !isBegun)) throw error;
    return failed(notTaken(method, url ?? port.options.answerUrl ?? '', error));
  }
}

/** Only the machine of the target gets requests: a redirect to another host is noted, never followed. Invalid URLs have no host. */
function isAskable(url: string, { options }: CallPort): boolean {
  if (!URL.canParse(url)) return true;
  const target = options.answerUrl ?? url;
  return new URL(url).hostname === new URL(target).hostname || (isLoopback(url) && isLoopback(target));
}

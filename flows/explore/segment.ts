import { createHash } from 'node:crypto';
import type { Answered } from '../../platform/answer/answered.ts';
import { announcedKeys } from '../../platform/call/announced.ts';
import { playable } from '../../platform/call/playable.ts';
import type { AnswerProblem } from '../../platform/call/problem.ts';
import { spokenText } from '../../platform/call/speech.ts';
import type { Step } from '../../platform/call/step.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { type Action, endsList, type GraphAction, type SegmentEnd } from '../../spec/index.ts';
import { type Circumstances, neutralAction, neutralText } from './neutral.ts';

/** A stretch of an answer, as one call met it. */
export interface Segment {
  /** Equal for stretches of equal answers, at the same place; a digest, so that thousands take little room. */
  readonly key: string;
  readonly actions: readonly GraphAction[];
  /** The whole list of its answer, before what is known to vary was replaced. */
  readonly list: readonly GraphAction[];
  readonly ends: SegmentEnd;
  readonly announced: readonly string[];
  readonly problem?: AnswerProblem;
  /** The neutral URL of the redirect that led to the answer; undefined in the first answer. */
  readonly url: string | undefined;
  /** The URL to which the list finally redirects, unchanged. */
  readonly target?: string;
  /** From the gather that ends it to the end of the list, as they came in this call. */
  readonly rest: readonly Action[];
  readonly call: CallContext;
  /** The answer, at its first stretch. */
  readonly answered?: Answered;
}

/** Whether nothing can follow a segment, or its status says so. */
export function isBroken({ ends, problem }: Segment): boolean {
  return ends === 'broken' || (problem?.requirement.startsWith('answer.http.') ?? false);
}

/** A stretch in which nothing is done. */
const bare = { actions: [], list: [], announced: [], rest: [] } as const;
/** Ways in which a connection is lost: which of them is a matter of moments. */
const lost: ReadonlySet<string> = new Set(['cut', 'refused', 'not-found']);

/** What a call met, cut at the caller's turns: the first entry comes before the first turn. */
export function segmentsOf(
  steps: readonly Step[],
  circumstances: Circumstances,
  resumed: readonly Action[] = [],
): Segment[][] {
  const segmentsByTurn: Segment[][] = [[]];
  let pending = cut(resumed, undefined, circumstances);
  if (resumed.length > 0) pending.shift();
  const arrive = (): void => {
    const next = pending.shift();
    if (next && !isLoneRedirect(next)) segmentsByTurn.at(-1)?.push(next);
  };
  for (const step of steps) {
    if (step.kind === 'answer') {
      pending = stretchesOf(step.answered, neutralUrl(step.url, circumstances), circumstances);
      // The first stretch of an answer is shown even when it only redirects: a loop may be made of nothing else.
      const first = pending.shift();
      if (first) segmentsByTurn.at(-1)?.push({ ...first, answered: step.answered });
    }
    if (step.kind === 'press') {
      segmentsByTurn.push([]);
      if (step.gathering.ending !== 'hang-up') arrive();
    }
    if (step.kind === 'loop' || step.kind === 'elsewhere') {
      const url = neutralUrl(step.url, circumstances);
      segmentsByTurn
        .at(-1)
        ?.push({ ...bare, key: digest(`${step.kind} ${url}`), ends: step.kind, url, call: circumstances.call });
    }
  }
  return segmentsByTurn;
}

function isLoneRedirect({ actions, ends }: Segment): boolean {
  return ends === 'redirect' && actions.length === 1;
}

function stretchesOf(answered: Answered, url: string | undefined, circumstances: Circumstances): Segment[] {
  const { actions, problem: found, isBroken } = playable(answered);
  if (!found) return cut(actions, url, circumstances);
  const problem = { ...found, actual: neutralText('', found.actual, circumstances) };
  if (!isBroken) {
    return cut(actions, url, circumstances).map((segment) => {
      return { ...segment, key: digest(`${segment.key} ${problem.requirement}`), problem };
    });
  }
  // Not by its wording: what a network error says differs from time to time.
  const failure = answered.exchange.failure?.kind;
  const kind = failure && lost.has(failure) ? 'lost' : (failure ?? problem.actual);
  const key = digest(`broken ${url} ${problem.requirement} ${kind}`);
  const { call } = circumstances;
  return [{ ...bare, key, ends: 'broken', problem, url, call }];
}

/** The segments of a list: one up to each gather, and the rest after the last. */
function cut(list: readonly Action[], url: string | undefined, circumstances: Circumstances): Segment[] {
  const end = list.findIndex(({ name }) => endsList(name));
  const actions = end < 0 ? list : list.slice(0, end + 1);
  const plain = actions.map((action) => neutralAction(action, circumstances));
  const neutral = circumstances.volatileValues.masked(plain);
  const whole = JSON.stringify(neutral);
  const last = actions.at(-1);
  const target = last?.name === 'redirect' ? { target: String(last.parameters.url) } : {};
  const segments: Segment[] = [];
  let start = 0;
  actions.forEach((action, index) => {
    const isLast = index === actions.length - 1;
    const isEnd = action.name === 'gather' || endsList(action.name);
    if (!isEnd && !isLast) return;
    segments.push({
      key: digest(`${start} ${whole}`),
      actions: neutral.slice(start, index + 1),
      list: plain,
      ends: action.name === 'gather' || endsList(action.name) ? action.name : 'list',
      announced: action.name === 'gather' ? announced(actions.slice(start, index + 1)) : [],
      url,
      rest: action.name === 'gather' ? actions.slice(index) : [],
      call: circumstances.call,
      ...target,
    });
    start = index + 1;
  });
  const ended = segments.length > 0 && segments.at(-1)?.ends !== 'gather';
  if (ended) return segments;
  const { call } = circumstances;
  return [...segments, { ...bare, key: digest(`${start} ${whole}`), list: plain, ends: 'list', url, call }];
}

function announced(actions: readonly Action[]): readonly string[] {
  const finish = actions.at(-1)?.parameters.finish_on_key;
  return announcedKeys(actions.map(spokenText).join(' ')).filter((key) => key !== finish);
}

/** A URL without what differs between calls, as the nodes of a graph name it. */
export function neutralUrl(url: string | undefined, circumstances: Circumstances): string | undefined {
  return url === undefined ? undefined : circumstances.volatileValues.maskedUrl(neutralText('url', url, circumstances));
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}

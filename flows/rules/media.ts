import { type Media, mediaAfter, silentMedia, stops } from '../../platform/call/media.ts';
import { listening } from '../../platform/events/gathering.ts';
import type { GraphAction, GraphNode } from '../../spec/index.ts';
import { asksForCard } from '../graph/secret.ts';
import type { Successors } from '../graph/successors.ts';
import type { FlowFinding, Rule } from './rule.ts';

type Mismatch = Pick<FlowFinding, 'expected' | 'actual'>;

export const recordingPaired: Rule = mediaRule(
  'flow.recording.paired',
  'recording action',
  /_recording$/,
  recordingFault,
);
export const streamPaired: Rule = mediaRule('flow.stream.paired', 'stream action', /_stream$/, streamFault);
export const mediaInOrder: Rule = mediaRule(
  'flow.media.in-order',
  'hold, resume, mute, unmute or send_digits action',
  /^(hold|resume|mute|unmute|send_digits)$/,
  orderFault,
);

function recordingFault(
  { name, parameters }: GraphAction,
  { recording }: Media,
  before: GraphAction | undefined,
): Mismatch | undefined {
  if (name === 'stop_recording' && before?.name === 'start_recording') {
    return { expected: 'something between start_recording and stop_recording', actual: 'a recording of nothing' };
  }
  if (name === 'gather' && recording && asksForCard(String(parameters.prompt ?? '')) && listening(parameters).max > 1) {
    return {
      expected: 'stop_recording before a payment card is asked for',
      actual: 'a recording that is on meanwhile',
    };
  }
  if (name === 'stop_recording' && !recording) {
    return { expected: 'stop_recording only while a recording is on', actual: 'no recording was started on this path' };
  }
  if (name !== 'start_recording' || !recording) return undefined;
  return {
    expected: 'start_recording only while no recording is on',
    actual: 'a recording is on already on this path',
  };
}

function streamFault({ name, parameters }: GraphAction, { streams }: Media): Mismatch | undefined {
  if (name !== 'stop_stream' || streams.some((stream) => stops(parameters, stream))) return undefined;
  const expected = 'stop_stream with the stream_url and the track of a stream that was started';
  const given = Object.keys(parameters).length === 0 ? 'no field' : JSON.stringify(parameters);
  return {
    expected,
    actual: `${given}, where ${streams.length === 0 ? 'no stream is on' : `${streams.join(', ')} is on`}`,
  };
}

function orderFault({ name, parameters }: GraphAction, { held, muted }: Media): Mismatch | undefined {
  if (name === 'resume' && !held)
    return { expected: 'resume after hold', actual: 'resume without a hold on this path' };
  if (name === 'unmute' && muted === 'no')
    return { expected: 'unmute after mute', actual: 'unmute without a mute on this path' };
  if (name === 'unmute' && parameters.direction !== 'both' && muted !== 'both' && muted !== parameters.direction) {
    return { expected: `unmute of ${muted}, which was muted`, actual: `unmute of ${String(parameters.direction)}` };
  }
  if (!held || (name !== 'say' && (name !== 'gather' || parameters.prompt === undefined))) return undefined;
  return { expected: `resume before ${name}, so that it is heard`, actual: `${name} while the caller is on hold` };
}

/** A rule on what is switched on when an action runs: follows every path through the graph with that state. */
function mediaRule(
  id: Rule['id'],
  of: string,
  names: RegExp,
  faultOf: (action: GraphAction, media: Media, before: GraphAction | undefined) => Mismatch | undefined,
): Rule {
  return {
    id,
    of,
    judge(_, ways) {
      const looked = ways.nodes.flatMap(({ actions }) => actions).filter(({ name }) => names.test(name)).length;
      if (looked === 0) return { findings: [], looked };
      const found = new Map<string, FlowFinding>();
      for (const { node, media, path } of everyState(ways)) {
        let now = media;
        node.actions.forEach((action, index) => {
          const fault = faultOf(action, now, node.actions[index - 1]);
          const place = `${node.id} ${index} ${fault?.actual}`;
          if (fault && !found.has(place)) found.set(place, { ...fault, path });
          now = mediaAfter(now, action);
        });
      }
      return { findings: [...found.values()], looked };
    },
    shows(actions) {
      let now = silentMedia;
      return actions.some((action, index) => {
        const fault = faultOf(action, now, actions[index - 1]);
        now = mediaAfter(now, action);
        return fault !== undefined;
      });
    },
  };
}

export interface Reached {
  readonly node: GraphNode;
  readonly media: Media;
  readonly path: readonly string[];
}

/** Every node with everything that can be switched on when it is reached, nearest first. */
export function everyState(ways: Successors): readonly Reached[] {
  const [root] = ways.nodes;
  const reached: Reached[] = root ? [{ node: root, media: silentMedia, path: [] }] : [];
  const known = new Set<string>();
  for (const { node, media, path } of reached) {
    const after = node.actions.reduce(mediaAfter, media);
    for (const { to, input } of ways.leaving(node)) {
      const name = `${to.id} ${JSON.stringify(after)}`;
      if (known.has(name)) continue;
      known.add(name);
      reached.push({ node: to, media: after, path: input === null ? path : [...path, input] });
    }
  }
  return reached;
}

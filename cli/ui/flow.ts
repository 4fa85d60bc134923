import { diffGraphs } from '../../flows/diff/diff.ts';
import { outline } from '../../flows/draw/outline.ts';
import { svg } from '../../flows/draw/svg.ts';
import { explore } from '../../flows/explore/explore.ts';
import { cutSentence } from '../../flows/graph/limits.ts';
import { done, heard } from '../../flows/graph/words.ts';
import type { Bench } from '../../platform/bench.ts';
import { counted, type Graph } from '../../spec/index.ts';
import type { FlowState } from '../../ui/protocol/flow.ts';
import { UsageError } from '../command.ts';
import { flowFindings } from '../explore/flow-findings.ts';
import { graphIn } from '../explore/graph-file.ts';
import { shownGraph } from '../explore/shown-graph.ts';
import type { Actions } from './server.ts';
import { type Stage, sentenceOf, untilBegun } from './stage.ts';

interface FlowOptions {
  readonly stage: Stage;
  readonly callCommand: string;
  readonly showsSecrets: boolean;
  changed(state: FlowState): void;
}

/** What uses the integration meanwhile, in words. */
export const whileWalking = 'an exploration';

/** Milliseconds between two drawings while the flow is walked. */
const drawnMs = 500;
/** Nodes up to which it is drawn meanwhile: the layout of more takes longer than that. */
const maxDrawn = 60;
const longest = 300;

export const noFlow: FlowState = {
  ...{ status: 'none', requests: 0, sentence: '', drawing: undefined, outline: '', root: '' },
  ...{ nodes: [], edges: [], findings: [], differences: undefined },
};

/** The call flow, drawn while it is walked, and compared with an earlier one. */
export function flowActions({ stage, callCommand, showsSecrets, changed }: FlowOptions): Actions {
  let state = noFlow;
  let graph: Graph | undefined;
  let before: Graph | undefined;
  let walking: AbortController | undefined;
  const show = (change: Partial<FlowState>): void => {
    state = { ...state, ...change };
    changed(state);
  };

  async function walk(bench: Bench): Promise<void> {
    if (bench.options.answerUrl === undefined) throw new UsageError('a call flow needs an answer URL');
    const own = new AbortController();
    walking = own;
    show({ ...noFlow, status: 'exploring' });
    const hide = showsSecrets ? String : bench.redactText;
    let drawn: () => Pick<Graph, 'nodes' | 'edges'> = () => ({ nodes: [], edges: [] });
    const timer = setInterval(() => {
      const { nodes, edges } = drawn();
      if (nodes.length === state.nodes.length || nodes.length > maxDrawn) return;
      show({ ...shownOf(shownGraph({ ...unfinished, nodes, edges, root: nodes[0]?.id ?? 'n1' }, hide)) });
    }, drawnMs);
    try {
      const exploration = await explore(bench, undefined, undefined, {
        stop: own.signal,
        begun(draw) {
          drawn = draw;
        },
      });
      graph = shownGraph(exploration.graph, hide);
      const findings: string[] = [];
      flowFindings(exploration, callCommand, (line) => findings.push(hide(line)));
      const { nodes, edges, explored } = graph;
      const extent = [counted(nodes.length, 'place'), counted(edges.length, 'way'), counted(explored.calls, 'call')];
      show({
        ...shownOf(graph),
        ...{ status: 'ready', findings, outline: outline(graph, 90), requests: explored.requests },
        sentence: [extent.join(', '), cutSentence(explored)].filter(Boolean).join('. '),
        differences: before && diffGraphs(before, graph),
      });
    } finally {
      clearInterval(timer);
    }
  }

  return {
    /** Goes on after the answer; what is found is published. */
    explore: () =>
      untilBegun(
        stage.use(whileWalking, (bench) =>
          walk(bench).catch((error: unknown) => show({ status: 'failed', sentence: sentenceOf(error) })),
        ),
      ),
    'explore-stop': () => walking?.abort(),
    graph: () => {
      if (graph) return graph;
      throw new UsageError('the call flow was not explored yet');
    },
    'flow-against': async ({ text, name }) => {
      before = await graphIn(String(text), JSON.stringify(String(name).slice(0, 100)));
      show({ differences: graph && diffGraphs(before, graph) });
    },
  };
}

const unfinished: Graph = {
  ...{ version: 1, root: 'n1', nodes: [], edges: [] },
  explored: { calls: 0, requests: 0, limits: { maxDepth: 0, maxStates: 0, maxRequests: 0 }, cut: [] },
};

/** The style sheet of the drawing is that of the page, whose policy allows none within it. */
function shownOf(graph: Graph): Pick<FlowState, 'drawing' | 'root' | 'nodes' | 'edges'> {
  return {
    drawing: svg(graph).replace(/<style>[\s\S]*?<\/style>\n/, ''),
    root: graph.root,
    nodes: graph.nodes.map(({ id, path, actions }) => ({
      ...{ id, path },
      said: actions.map((action) => (heard(action) ?? done(action)).slice(0, longest)),
    })),
    edges: graph.edges,
  };
}

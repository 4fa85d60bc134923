import { diffGraphs, isLost } from '../../flows/diff/diff.ts';
import { dot } from '../../flows/draw/dot.ts';
import { mermaid } from '../../flows/draw/mermaid.ts';
import { outline } from '../../flows/draw/outline.ts';
import { svg } from '../../flows/draw/svg.ts';
import type { Exploration } from '../../flows/explore/exploration.ts';
import { explore } from '../../flows/explore/explore.ts';
import { cutSentence } from '../../flows/graph/limits.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { watchTraffic } from '../../platform/request-policy/traffic.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { type BenchOptions, counted, type Graph } from '../../spec/index.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { type TargetFlags, targetOf } from '../config/demo-target.ts';
import type { Resolved } from '../config/resolve.ts';
import { notReached, startedBench } from '../config/started-bench.ts';
import { probe } from '../config/targets.ts';
import { callCommandOf } from '../reproduce.ts';
import { interrupts } from '../terminal/interrupt.ts';
import { progressLine } from '../terminal/progress.ts';
import { flowFindings } from './flow-findings.ts';
import { readGraph } from './graph-file.ts';
import { shownGraph } from './shown-graph.ts';

const drawings: Readonly<Record<'text' | 'mermaid' | 'dot' | 'svg' | 'json', (graph: Graph) => string>> = {
  text: (graph) => escapeTerminal(outline(graph, process.stdout.columns ?? 80)),
  mermaid,
  dot,
  svg,
  json: (graph) => JSON.stringify(graph, null, 2),
};

interface ExploreFlags extends TargetFlags, Bounds {
  readonly format?: Exclude<keyof typeof drawings, 'text'>;
  readonly against?: string;
  readonly strict?: boolean;
}

type Bounds = Partial<Graph['explored']['limits']>;

/** Walks the call flow, draws it, and says what breaks a rule and what differs from before. */
export async function runExplore(flags: ExploreFlags, print: Print): Promise<ExitCode> {
  const { format = 'text', against, strict = false } = flags;
  const before = against === undefined ? undefined : await readGraph(against);
  if (strict && !before) throw new UsageError('--strict needs --against FILE');
  const resolved = bounded(await targetOf(flags), flags);
  const { exploration, graph } = await explored(resolved);
  print(drawings[format](graph));
  // A drawing is often sent to a file: what is said about it goes beside it.
  const say = (line: string): void => void (format === 'text' ? process.stdout : process.stderr).write(`${line}\n`);
  const cut = cutSentence(graph.explored);
  if (format === 'text') say(`\n${extentInWords(graph)}`);
  else if (cut !== undefined) say(cut);
  const broken = flowFindings(exploration, callCommandOf(flags), say);
  const differences = before ? diffGraphs(before, graph) : [];
  if (before)
    say(
      differences.length === 0
        ? '\nNothing differs from before.'
        : `\n${counted(differences.length, 'difference')} from before:`,
    );
  for (const { kind, path, what } of differences)
    say(escapeTerminal(`  ${kind.padEnd(8)} ${path.join(', ') || 'start'}: ${what}`));
  const lost = strict && differences.some(isLost);
  // What was seen outweighs what could not be seen.
  if (broken || lost) return ExitCode.Violates;
  return graph.explored.cut.some(({ bound }) => bound === 'unreachable' || bound === 'time')
    ? ExitCode.NotRun
    : ExitCode.Conforms;
}

function bounded(resolved: Resolved, { maxDepth, maxStates, maxRequests }: Bounds): Resolved {
  const given = { maxDepth, maxStates, maxRequests };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const bench: BenchOptions = { ...resolved.bench, flow: { ...resolved.bench.flow, ...set } };
  return { ...resolved, bench };
}

async function explored(resolved: Resolved): Promise<{ exploration: Exploration; graph: Graph }> {
  const { answerUrl, webhookUrl } = resolved.bench;
  if (answerUrl === undefined) throw new UsageError('a call flow needs an answer URL', 'Give --answer-url URL.');
  const traffic = watchTraffic(resolved.bench);
  const progress = progressLine(`walking the call flow of ${createRedactor([]).text(answerUrl)}`);
  const timer = setInterval(() => progress.update(traffic()), 500);
  const stop = (): void => {
    clearInterval(timer);
    progress.stop();
  };
  const interrupt = interrupts();
  const { bench } = await startedBench(resolved).catch((error: unknown) => {
    interrupt.stop();
    stop();
    throw error;
  });
  try {
    await probe(webhookUrl === undefined ? [answerUrl] : [answerUrl, webhookUrl]);
    const exploration = await explore(bench);
    return { exploration, graph: shownGraph(exploration.graph, bench.redactText) };
  } catch (error) {
    throw notReached(error, bench);
  } finally {
    stop();
    await bench.close();
    interrupt.stop();
  }
}

function extentInWords({ nodes, edges, explored: { calls, requests } }: Graph): string {
  return `${counted(nodes.length, 'place')}, ${counted(edges.length, 'way')}, ${counted(calls, 'call')}, ${counted(requests, 'request')}.`;
}

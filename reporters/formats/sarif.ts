import { createHash } from 'node:crypto';
import { catalogue, clauses, everyResult, type Report, type Result } from '../../spec/index.ts';
import { details, headline, longest } from '../findings/details.ts';
import { fileOf, placeOf, uriOf } from '../findings/location.ts';
import { endpoint } from '../findings/symptom.ts';
import { truncateReport } from '../findings/truncate.ts';
import { totalOfContract } from '../run/contract-coverage.ts';
import { coverage, coverageShortfall } from '../run/coverage.ts';
import { exitOf } from '../run/exit.ts';
import { commandOfRun, isOpen, notScoredBecause } from '../text/contract.ts';
import { escapeMarkdown, escapeMarkdownCode, escapeSarif } from '../text/escape.ts';
import { truncate } from '../text/layout.ts';
import { jsonForTools } from './json.ts';

const levels = { must: 'error', should: 'warning', may: 'note' } as const;

/**
 * SARIF 2.1.0. Results are the open findings alone: the best-known reader takes every result for an alert, whatever its
 * kind. What was checked stands among the rules, what could not run among the notifications.
 */
export function sarif(whole: Report): string {
  const report = truncateReport(whole);
  const { kit, run, results } = report;
  const open = results.filter(({ outcome, accepted }) => (outcome === 'failed' || outcome === 'warned') && !accepted);
  const index = new Map(results.map(({ id }, place) => [id, place]));
  return jsonForTools({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'minivoice-conformance',
            semanticVersion: kit.version,
            informationUri: 'https://doc.minivoice.eu/docs',
            rules: everyResult(report).map(rule),
          },
        },
        automationDetails: { id: `mvk/${area(run)}` },
        invocations: [invocation(report)],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: open.map((result) => ({ ruleIndex: index.get(result.id), ...resultOf(result, run) })),
        properties: {
          verdict: report.verdict,
          counts: report.counts,
          coverage: coverage(report),
          ...totalOfContract(report),
          accepted: results.flatMap(({ id, accepted }) => (accepted ? [{ id, ...accepted }] : [])),
          ...(run.contract !== undefined && {
            contract: run.contract,
            notScored: (report.notScored ?? []).map(({ id, outcome }) => ({ id, outcome })),
          }),
        },
      },
    ],
  });
}

function rule({ id, title, clause, level, evidence, source }: Result): object {
  const hint = catalogue.find((known) => known.id === id)?.hint;
  const text = clauses[clause as keyof typeof clauses]?.text ?? `The integration ${title}.`;
  const remedy = hint ?? 'See the documentation.';
  return {
    id,
    name: pascal(id),
    shortDescription: { text: escapeSarif(`The integration ${truncate(title, 200)}.`) },
    fullDescription: { text: escapeSarif(text) },
    ...(/^https?:\/\//.test(source) && URL.canParse(source) && { helpUri: new URL(source).href }),
    help: {
      text: escapeSarif(`${remedy} Documented at ${source}`),
      markdown: `${escapeMarkdown(remedy)}\n\n**Clause** ${escapeMarkdownCode(clause)}: ${escapeMarkdown(text)}\n\n**Documented at** ${escapeMarkdownCode(source)}`,
    },
    defaultConfiguration: { level: levels[level] },
    properties: { tags: [level, evidence, id.split('.')[0] ?? id] },
  };
}

function resultOf(result: Result, run: Report['run']): object {
  const { id, level, violations = [] } = result;
  const [first] = violations;
  return {
    ruleId: id,
    kind: 'fail',
    level: levels[level],
    message: {
      text: escapeSarif(`Requirement not met: the integration ${truncate(result.title, 200)}: ${headline(result)}.`),
    },
    locations: [location(result, run)],
    partialFingerprints: { primaryLocationLineHash: fingerprint(result, run) },
    properties: {
      details: details(result),
      ...(first?.hint !== undefined && { hint: truncate(first.hint, longest) }),
      replay: violations.map(({ replay }) => replay),
      ...(result.assumptions && { assumptions: result.assumptions }),
    },
  };
}

function location(result: Result, run: Report['run']): object {
  const [violation] = result.violations ?? [];
  const last = violation?.exchanges.at(-1);
  const where = violation?.where;
  const names = [...(last ? [endpoint(last)] : []), ...(where === undefined ? [] : [truncate(where, 300)])];
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(fileOf(result, run)), uriBaseId: '%SRCROOT%' },
      region: { startLine: 1 },
    },
    logicalLocations: [{ fullyQualifiedName: names.join(' ') || result.id, kind: 'resource' }],
  };
}

/** The same finding has the same fingerprint in every run: ports, ids, seeds and times are no part of it. */
function fingerprint(result: Result, run: Report['run']): string {
  const { file = '', inside = '' } = placeOf(result, run) ?? {};
  return `${createHash('sha256').update([result.id, file, inside].join('\n')).digest('hex').slice(0, 32)}:1`;
}

function invocation(report: Report): object {
  const { run, verdict, results } = report;
  const start = Date.parse(run.startedAt);
  const shortfall = coverageShortfall(report);
  const overdue = report.overdue ?? [];
  return {
    // Whether the tool did its work, not whether it liked what it saw.
    executionSuccessful: verdict !== 'incomplete',
    exitCode: exitOf(report),
    exitCodeDescription: verdict,
    commandLine: commandOfRun(run),
    startTimeUtc: run.startedAt,
    endTimeUtc: new Date(start + run.durationMs).toISOString(),
    toolExecutionNotifications: [
      ...results.filter(({ outcome }) => outcome === 'could-not-run').map(unjudged),
      ...(report.notScored ?? []).filter(isOpen).map((result) => unscored(result, run)),
      ...[...overdue.map(({ message }) => message), ...(shortfall === undefined ? [] : [shortfall])].map((text) => ({
        level: 'error',
        message: { text: escapeSarif(truncate(text, longest)) },
      })),
    ],
  };
}

function unjudged({ id, level, reason }: Result): object {
  return {
    level: level === 'must' ? 'error' : 'warning',
    message: { text: escapeSarif(`${id} could not run: ${truncate(reason ?? '', longest)}`) },
    associatedRule: { id },
  };
}

function unscored(result: Result, run: Report['run']): object {
  const { id, reason, violations } = result;
  const what = violations ? headline(result) : truncate(reason ?? '', longest);
  return {
    level: 'note',
    message: { text: escapeSarif(`${id} is ${notScoredBecause(run)}: ${what}`) },
    associatedRule: { id },
  };
}

function area({ shard }: Report['run']): string {
  return shard ? `shard-${shard.index}-of-${shard.total}/` : '';
}

/** `answer.json.unique-keys` as the tool's readers want names: `AnswerJsonUniqueKeys`. */
function pascal(id: string): string {
  return id
    .split(/[^a-z0-9]+/i)
    .map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
    .join('');
}

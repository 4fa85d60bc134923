import type { Outcome, Report, Result } from '../../spec/index.ts';
import { details, headline, longest } from '../findings/details.ts';
import { placeOf } from '../findings/location.ts';
import { truncateReport } from '../findings/truncate.ts';
import { totalOfContract } from '../run/contract-coverage.ts';
import { coverage } from '../run/coverage.ts';
import { exitOf } from '../run/exit.ts';
import { breaks } from '../run/verdict.ts';
import { commandOfRun, notScoredBecause } from '../text/contract.ts';
import { truncate } from '../text/layout.ts';
import { jsonForTools } from './json.ts';

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

/** One status for each outcome, so that none is merged; what the verdict passes over is `other`. */
const statuses: Readonly<Record<Outcome, Status>> = {
  passed: 'passed',
  failed: 'other',
  warned: 'other',
  'not-applicable': 'skipped',
  'could-not-run': 'pending',
};

/** The Common Test Report Format: a test per requirement, its outcome in `rawStatus`. */
export function ctrf(whole: Report): string {
  const report = truncateReport(whole);
  const { kit, spec, run, target } = report;
  const tests = [
    ...report.results.map((result) => testOf(result, run)),
    ...(report.notScored ?? []).map((result) => unscored(result, run)),
  ];
  const of = (status: Status): number => tests.filter((test) => test.status === status).length;
  const start = Date.parse(run.startedAt);
  const stop = start + Math.round(run.durationMs);
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: new Date(stop).toISOString(),
    generatedBy: `minivoice-conformance ${kit.version}`,
    results: {
      tool: { name: 'minivoice-conformance', version: kit.version },
      summary: {
        tests: tests.length,
        passed: of('passed'),
        failed: of('failed'),
        skipped: of('skipped'),
        pending: of('pending'),
        other: of('other'),
        start,
        stop,
      },
      tests,
      environment: { appName: truncate(target.name ?? 'integration of MiniVoice', longest) },
      extra: {
        verdict: report.verdict,
        exitCode: exitOf(report),
        counts: report.counts,
        coverage: coverage(report),
        ...totalOfContract(report),
        contract: spec.version,
        seed: run.seed,
        ...(run.contract !== undefined && { scoredBy: run.contract }),
        command: commandOfRun(run),
        capabilities: target.capabilities,
        ...(run.shard && { shard: run.shard }),
        ...(report.overdue && { overdue: report.overdue }),
      },
    },
  };
  return jsonForTools(document);
}

type Test = { readonly status: Status } & Readonly<Record<string, unknown>>;

/** Requirements of later versions of the contract pass and fail nothing. */
function unscored(result: Result, run: Report['run']): Test {
  const test = testOf(result, run);
  const { extra, message } = test as { readonly extra?: object; readonly message?: string };
  const why = notScoredBecause(run);
  return {
    ...test,
    status: 'other',
    message: truncate(message === undefined ? why : `${why}: ${message}`, longest),
    extra: { ...extra, scored: false },
  };
}

function testOf(result: Result, run: Report['run']): Test {
  const { id, title, outcome, level, evidence, source, clause, durationMs, reason, accepted, assumptions } = result;
  const finding = outcome === 'failed' || outcome === 'warned';
  const file = placeOf(result, run)?.file;
  const message = finding ? headline(result) : reason;
  return {
    name: truncate(`${id} ${title}`, longest),
    status: breaks(result, run.failOn ?? 'must') ? 'failed' : statuses[outcome],
    duration: Math.round(durationMs),
    suite: ['minivoice', id.split('.')[0] ?? id],
    ...(message !== undefined && { message: truncate(message, longest) }),
    ...(finding && { trace: details(result) }),
    rawStatus: outcome,
    tags: [level, evidence],
    type: 'contract',
    ...(file !== undefined && { filePath: file }),
    extra: {
      requirement: id,
      level,
      evidence,
      source,
      clause,
      ...(result.cases !== undefined && { cases: result.cases }),
      ...(assumptions && { assumptions }),
      ...(accepted && { accepted }),
      ...(finding && { replay: result.violations?.map(({ replay }) => replay) ?? [] }),
    },
  };
}

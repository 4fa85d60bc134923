import {
  type Coverage,
  type CoverageTally,
  catalogue,
  clauses,
  faults,
  type Report,
  scoredBy,
} from '../../spec/index.ts';
import { contractShortfall } from './contract-coverage.ts';

type CoverageSource = Pick<Report, 'results' | 'coverage'>;

/** Coverage of the contract: as the run wrote it, or computed from the contract of this kit. */
export function coverage(report: CoverageSource): Coverage {
  return report.coverage ?? coverageOf(report);
}

/** By clause of a version: named by a requirement, emitted where one was judged here, proven where one fails a mutant. */
export function coverageOf({ results }: Pick<Report, 'results'>, contract?: string): Coverage {
  const selected = new Set(results.map(({ clause }) => clause));
  const judged = results.filter(({ outcome }) => outcome !== 'not-applicable' && outcome !== 'could-not-run');
  const broken = new Set(faults.flatMap(({ breaks }) => breaks));
  const kinds = {
    // A report of another version may know clauses that this one does not.
    named: new Set([...catalogue.map(({ clause }): string => clause), ...selected]),
    emitted: new Set(judged.map(({ clause }) => clause)),
    proven: new Set(catalogue.filter(({ id }) => broken.has(id)).map(({ clause }): string => clause)),
  };
  const isScored = scoredBy(contract);
  const later = new Set(catalogue.filter(({ id }) => !isScored(id)).map(({ clause }): string => clause));
  const stated = Object.keys(clauses).filter((clause) => !later.has(clause));
  const all = [...new Set([...stated, ...selected])];
  const tally = (ids: readonly string[]): CoverageTally => ({
    clauses: ids.length,
    named: ids.filter((id) => kinds.named.has(id)).length,
    emitted: ids.filter((id) => kinds.emitted.has(id)).length,
    proven: ids.filter((id) => kinds.proven.has(id)).length,
  });
  const areas = [...new Set(all.map(areaOf))];
  const lacking = (kind: keyof typeof kinds): readonly string[] => all.filter((id) => !kinds[kind].has(id));
  return {
    total: tally(all),
    areas: Object.fromEntries(areas.map((area) => [area, tally(all.filter((id) => areaOf(id) === area))])),
    selected: selected.size,
    percent: selected.size === 0 ? 0 : Math.floor((kinds.emitted.size * 1000) / selected.size) / 10,
    missing: { named: lacking('named'), emitted: lacking('emitted'), proven: lacking('proven') },
  };
}

/** Why a run does not pass the gates of coverage; undefined where it does, or none was set. */
export function coverageShortfall(report: Report): string | undefined {
  const all = [clauseShortfall(report), contractShortfall(report)].filter((sentence) => sentence !== undefined);
  return all.length === 0 ? undefined : all.join(' ');
}

function clauseShortfall(report: Report): string | undefined {
  const { minCoverage } = report.run;
  const { percent, selected } = coverage(report);
  if (minCoverage === undefined || percent >= minCoverage) return undefined;
  return `The run judged ${percent} % of the ${selected} clauses that were selected, and --min-coverage asks for ${minCoverage} %.`;
}

/** `12 of 98` and the like, for one line in any format. */
export function coverageLine(report: CoverageSource): string {
  const { total, percent, selected } = coverage(report);
  return (
    `Coverage: ${percent} % of ${selected} selected clauses judged; of ${total.clauses} in the contract ` +
    `${total.named} named, ${total.emitted} emitted, ${total.proven} proven.`
  );
}

function areaOf(clause: string): string {
  return clause.split('-')[0] ?? clause;
}

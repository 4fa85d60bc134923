import {
  type CellGroup,
  type CellTally,
  type ContractCell,
  type ContractCoverage,
  cellName,
  contractCells,
  type GapReason,
  gapReasons,
  type MetCells,
  type Plan,
  type Report,
  type Result,
} from '../../spec/index.ts';
import { grouped } from '../findings/group.ts';

/** What there is to look at when a cell was not judged. */
interface Run {
  readonly plan: Pick<Plan, 'selected' | 'capabilities' | 'bench'>;
  readonly results: readonly Result[];
  readonly flow?: Report['flow'];
}

/** What must be declared for a cell, and the areas that send or meet it. */
const groups: Readonly<Record<CellGroup, { readonly needs: 'answer' | 'webhook' | 'api'; readonly areas: RegExp }>> = {
  event: { needs: 'webhook', areas: /^webhook\./ },
  action: { needs: 'answer', areas: /^(answer|flow)\./ },
  operation: { needs: 'api', areas: /^api\./ },
};

/** What of the contract a run sent or met and judged; undefined where nothing of it was asked for. */
export function contractCoverageOf(run: Run, { met, judged }: MetCells): ContractCoverage | undefined {
  const isAsked = Object.values(groups).some(({ areas }) => run.plan.selected.some((id) => areas.test(id)));
  if (!isAsked) return undefined;
  const [waiting, done] = [new Set(met), new Set(judged)];
  return covered(contractCells(), (cell) => {
    const name = cellName(cell);
    if (done.has(name)) return undefined;
    return waiting.has(name) ? 'not-judged' : whyNotMet(cell, run);
  });
}

function whyNotMet({ group, of }: ContractCell, { plan, results, flow }: Run): GapReason {
  const { needs, areas } = groups[group];
  const triggers = plan.bench.api?.triggers ?? [];
  if (!plan.capabilities.includes(needs)) return 'not-declared';
  if (group === 'operation' && !triggers.some(({ operation }) => operation === of)) return 'not-declared';
  if (!plan.selected.some((id) => areas.test(id))) return 'not-selected';
  const isOutOfTime = results.some(({ id, cause }) => areas.test(id) && cause?.kind === 'out-of-time');
  const isCut = group === 'action' && (flow?.explored.cut.length ?? 0) > 0;
  if (isOutOfTime || isCut) return 'budget';
  return group === 'action' ? 'not-found' : 'not-sent';
}

/** Tallies cells by what they are about; `gapOf` says why one was not judged, and nothing of one that was. */
function covered(
  cells: readonly ContractCell[],
  gapOf: (cell: ContractCell) => GapReason | undefined,
): ContractCoverage {
  const tallies = [...grouped(cells, ({ group, of }) => `${group} ${of}`).values()].map((members): CellTally => {
    const [{ group, of } = { group: 'event' as const, of: '' }] = members;
    const gaps = members.flatMap((cell) => {
      const reason = gapOf(cell);
      return reason === undefined ? [] : [{ reason, what: cell.what }];
    });
    return tallyOf({ group, of, cells: members.length }, gaps);
  });
  return totalOf(tallies);
}

interface Gap {
  readonly what: string;
  readonly reason: GapReason;
}

function tallyOf(head: Pick<CellTally, 'group' | 'of' | 'cells'>, gaps: readonly Gap[]): CellTally {
  const byReason = gapReasons.map((reason) => [
    reason,
    gaps.filter((gap) => gap.reason === reason).map(({ what }) => what),
  ]);
  return {
    ...head,
    judged: head.cells - gaps.length,
    gaps: Object.fromEntries(byReason.filter(([, whats]) => (whats?.length ?? 0) > 0)),
  };
}

function totalOf(tallies: readonly CellTally[]): ContractCoverage {
  const sum = (of: (tally: CellTally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const [cells, judged] = [sum((tally) => tally.cells), sum((tally) => tally.judged)];
  return { cells, judged, percent: cells === 0 ? 0 : Math.floor((judged * 1000) / cells) / 10, tallies };
}

/** What several shards covered together: a cell is a gap where it is one on each machine, for the reason that is nearest to being judged. */
export function mergedContractCoverage(
  shards: readonly (ContractCoverage | undefined)[],
): ContractCoverage | undefined {
  const present = shards.filter((each) => each !== undefined);
  const [first] = present;
  if (!first) return undefined;
  const tallies = first.tallies.map((tally) => {
    const all = present.map(({ tallies: own }) => gapsOf(own.find((each) => isAlike(each, tally))));
    const [gaps = new Map<string, GapReason>(), ...others] = all;
    const left = [...gaps.keys()].filter((what) => others.every((own) => own.has(what)));
    const nearest = (what: string): GapReason =>
      gapReasons.find((reason) => all.some((own) => own.get(what) === reason)) ?? 'not-sent';
    return tallyOf(
      tally,
      left.map((what) => ({ what, reason: nearest(what) })),
    );
  });
  return totalOf(tallies);
}

function isAlike(one: CellTally, other: CellTally): boolean {
  return one.group === other.group && one.of === other.of;
}

function gapsOf(tally: CellTally | undefined): ReadonlyMap<string, GapReason> {
  return new Map(
    gapReasons.flatMap((reason) => (tally?.gaps[reason] ?? []).map((what): [string, GapReason] => [what, reason])),
  );
}

/** The counts alone, for formats that do not list gaps. */
export function totalOfContract({ contractCoverage }: Report): {
  readonly contractCoverage?: Omit<ContractCoverage, 'tallies'>;
} {
  if (!contractCoverage) return {};
  const { tallies: _, ...total } = contractCoverage;
  return { contractCoverage: total };
}

/** Why a run does not pass the gate of `--min-contract-coverage`; undefined where it does, or none was set. */
export function contractShortfall({ run, contractCoverage }: Report): string | undefined {
  const { minContractCoverage: least } = run;
  const { percent = 0, cells = 0 } = contractCoverage ?? {};
  if (least === undefined || percent >= least) return undefined;
  return `The run judged ${percent} % of the ${cells} cells of the contract, and --min-contract-coverage asks for ${least} %.`;
}

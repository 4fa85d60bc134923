import type { ContractRecorder } from '../../platform/contract-recorder.ts';
import type { MetCells, Result } from '../../spec/index.ts';
import type { Requirement } from '../requirement.ts';

/** Says of each check which cells of the contract it is the first to meet, and whether they were judged. */
interface JudgedCells {
  of(requirement: Pick<Requirement, 'walks'>, result: Result): { readonly cells?: MetCells };
}

export function judgedCells(recorder: ContractRecorder): JudgedCells {
  /** Met by checks that were not judged. */
  const waiting = new Set<string>();

  return {
    of({ walks }, { outcome }) {
      const met = recorder.take();
      const isJudged = outcome === 'passed' || outcome === 'failed' || outcome === 'warned';
      if (!isJudged) {
        const fresh = met.filter((name) => !waiting.has(name));
        for (const name of fresh) waiting.add(name);
        return fresh.length > 0 ? { cells: { met: fresh, judged: [] } } : {};
      }
      // The first check that needs the walk of the call flow makes it, and every other one judges what it met.
      const walked = walks ? [...waiting].filter((name) => name.startsWith('action ')) : [];
      const judged = [...new Set([...met, ...walked])];
      for (const name of judged) waiting.delete(name);
      recorder.settle(judged);
      return judged.length > 0 ? { cells: { met: [], judged } } : {};
    },
  };
}

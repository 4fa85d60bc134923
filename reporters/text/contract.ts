import { counted, type Report, type Result } from '../../spec/index.ts';

/** Which version of the contract the verdict is about, where one was chosen. */
export function contractSentence({ run, notScored = [] }: Report): string | undefined {
  if (run.contract === undefined) return undefined;
  const later =
    notScored.length === 0
      ? ''
      : `; ${counted(notScored.length, 'later requirement')} ran and ${notScored.length === 1 ? 'is' : 'are'} not scored`;
  return `Scored by version ${run.contract} of the contract${later}.`;
}

/** Why a result counts for nothing. */
export function notScoredBecause({ contract = '' }: Report['run']): string {
  return `not scored, as it is later than version ${contract} of the contract`;
}

/** What there is to look at in a result that is not scored. */
export function isOpen({ outcome }: Result): boolean {
  return outcome !== 'passed' && outcome !== 'not-applicable';
}

/** The command that repeats a run. Commands for one finding name no version: they judge it alone. */
export function commandOfRun({ command, contract }: Report['run']): string {
  return contract === undefined ? command : `${command} --contract ${contract}`;
}

import type { TriggerRun } from '../../../platform/process/trigger.ts';
import { type State, stateOf } from '../../../platform/state/state.ts';
import { isRecord } from '../../../spec/index.ts';

/** Ids that the API gave, and whatever else was planted, become words. */
export function stateIn({ ending, text }: TriggerRun, planted: readonly string[]): State {
  let plain = text.replace(/\b(?:call|app|trunk|rec|cust|did)_[A-Za-z0-9_.-]*[A-Za-z0-9]/g, '<id>');
  for (const each of [...planted].sort((a, b) => b.length - a.length)) {
    for (const form of [each, JSON.stringify(each).slice(1, -1), encodeURIComponent(each)]) {
      plain = plain.replaceAll(form, '<planted>');
    }
  }
  const shown = stateOf(0, plain, '<no call>');
  return { ...(isRecord(shown) && { body: shown.body }), ending };
}

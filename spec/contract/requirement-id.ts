import { type RequirementId, requirementOf } from '../generated/requirement-ids.ts';

const ids: ReadonlySet<string> = new Set(Object.values(requirementOf));

/** Whether a text is the id of a requirement of this version. */
export function isRequirementId(text: string): text is RequirementId {
  return ids.has(text);
}

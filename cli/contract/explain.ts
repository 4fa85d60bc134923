import { nearestIs } from '../../platform/config/nearest.ts';
import {
  type AssumptionId,
  assumptions,
  type Clause,
  catalogue,
  clauses,
  type RequirementCard,
  retired,
} from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { eventRules } from './event-rules.ts';

/** All that is known of an id, as lines: of a requirement, a clause, an open question, or a rule of `mvk lint`. */
export function explained(id: string): string[] {
  const requirement = catalogue.find((known) => known.id === id);
  if (requirement) return linesOf(requirement);
  if (Object.hasOwn(clauses, id)) return clauseLines(id as Clause);
  // A report says Q51=seconds.
  const [, question = ''] = /^(Q\d+)(?:=|$)/.exec(id) ?? [];
  if (Object.hasOwn(assumptions, question)) return questionLines(question as AssumptionId);
  const rule = eventRules(id);
  if (rule) return [id, rule.text, '', 'Level     must', `Source    ${rule.source}`];
  throw unknown(id);
}

function clauseLines(id: Clause): string[] {
  const { text, level, evidence, source } = clauses[id];
  const judged = catalogue.filter(({ clause }) => clause === id).map((each) => each.id);
  return [
    id,
    text,
    '',
    `Level     ${level}`,
    `Evidence  ${evidence}`,
    `Source    ${source}`,
    `Judged by ${judged.join(', ') || 'mvk lint alone'}`,
  ];
}

function questionLines(id: AssumptionId): string[] {
  const { question, readings, default: reading, why } = assumptions[id];
  const others = Object.keys(readings).filter((name) => name !== reading);
  return [
    id,
    question,
    '',
    `Reading   ${reading} (default)`,
    `Others    ${others.map((name) => `--assume ${id}=${name}`).join(', ') || 'none'}`,
    `Why       ${why}`,
  ];
}

function linesOf({ id, title, clause, needs, hint, assumes }: RequirementCard): string[] {
  const { text, level, evidence, source } = clauses[clause];
  return [
    id,
    `The integration ${title}.`,
    '',
    `Clause    ${clause}: ${text}`,
    `Level     ${level}`,
    `Evidence  ${evidence}`,
    `Source    ${source}`,
    `Needs     ${needs.join(', ') || 'nothing'}`,
    ...assumes.flatMap((question) => {
      const { question: sentence, readings, default: reading } = assumptions[question];
      const others = Object.keys(readings).filter((name) => name !== reading);
      return [`Assumes   ${question}=${reading}: ${sentence}`, `          other readings: ${others.join(', ')}`];
    }),
    `Remedy    ${hint}`,
  ];
}

function unknown(id: string): UsageError {
  const replaced = Object.entries(retired).find(([old]) => old === id)?.[1];
  if (replaced !== undefined) return new UsageError(`the requirement "${id}" is retired: ${replaced}`);
  const ids = [...catalogue.map((known) => known.id), ...Object.keys(clauses), ...Object.keys(assumptions)];
  return new UsageError(`unknown id ${JSON.stringify(id)}${nearestIs(id, ids, 'id')}`, 'mvk list prints every id.');
}

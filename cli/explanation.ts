import { assumptions, catalogue, clauses, type RequirementCard, retired } from '../spec/index.ts';
import { readingNames } from './assumptions.ts';
import { UsageError } from './command.ts';
import { nearestIs } from './nearest.ts';

/** All that is known of one requirement, as lines. */
export function explained(id: string): string[] {
  const requirement = catalogue.find((known) => known.id === id);
  if (!requirement) throw unknown(id);
  return linesOf(requirement);
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
      const others = readingNames(readings).filter((name) => name !== reading);
      return [`Assumes   ${question}=${reading}: ${sentence}`, `          other readings: ${others.join(', ')}`];
    }),
    `Remedy    ${hint}`,
  ];
}

function unknown(id: string): UsageError {
  const replaced = Object.entries(retired).find(([old]) => old === id)?.[1];
  if (replaced !== undefined) return new UsageError(`the requirement "${id}" is retired: ${replaced}`);
  const ids = catalogue.map((known) => known.id);
  return new UsageError(
    `unknown requirement ${JSON.stringify(id)}${nearestIs(id, ids, 'id')}`,
    'mvk list prints every id.',
  );
}

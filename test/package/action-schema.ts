import { execFileSync } from 'node:child_process';
import { root } from './tarball.ts';

/** GitHub's own parser says what is wrong with a file; it imports JSON in a way that only bundlers take. */
const asJson = `
  import { register } from 'node:module';
  const load = 'export const load = (url, context, next) => ' +
    'next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context)';
  register('data:text/javascript,' + encodeURIComponent(load));
`;
const parse = `
  import { readFileSync } from 'node:fs';
  import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
  import { parseAction } from '@actions/workflow-parser/actions/index';
  const [kind, file] = process.argv.slice(1);
  const read = kind === 'action' ? parseAction : parseWorkflow;
  const { context } = read({ name: kind, content: readFileSync(file, 'utf8') }, new NoOperationTraceWriter());
  console.log(JSON.stringify(context.errors.getErrors().map(({ message }) => message)));
`;

/** What GitHub would say against an action or a workflow. */
export function problemsOf(kind: 'action' | 'workflow', file: string): string[] {
  const hook = `data:text/javascript,${encodeURIComponent(asJson)}`;
  const args = ['--import', hook, '--input-type=module', '-e', parse, kind, file];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })) as string[];
}

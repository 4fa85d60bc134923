import type { Validate } from './schema-error.ts';

interface Validators {
  /** By operationId; `parameters` validates `{path, query}`. */
  readonly api: {
    readonly requests: Readonly<Record<string, Validate>>;
    readonly parameters: Readonly<Record<string, Validate>>;
    readonly responses: Readonly<Record<string, Validate>>;
    readonly error: Validate;
  };
  readonly answer: { readonly answer: Validate; readonly actions: Readonly<Record<string, Validate>> };
  readonly events: { readonly events: Readonly<Record<string, Validate>> };
  readonly config: { readonly config: Validate };
  readonly baseline: { readonly baseline: Validate };
  readonly report: { readonly report: Validate };
  readonly graph: { readonly graph: Validate };
  readonly fixture: { readonly fixture: Validate };
}

const modules = {
  api: () => import('../generated/validators/api.ts'),
  answer: () => import('../generated/validators/answer.ts'),
  events: () => import('../generated/validators/events.ts'),
  config: () => import('../generated/validators/config.ts'),
  baseline: () => import('../generated/validators/baseline.ts'),
  report: () => import('../generated/validators/report.ts'),
  graph: () => import('../generated/validators/graph.ts'),
  fixture: () => import('../generated/validators/fixture.ts'),
} satisfies { [Name in keyof Validators]: () => Promise<Validators[Name]> };

/** Loads compiled schemas; only those asked for, so that start-up stays small. */
export async function validators<Name extends keyof Validators>(name: Name): Promise<Validators[Name]> {
  return (await modules[name]()) as unknown as Validators[Name];
}

import type { KitConfig, Trigger } from '../../spec/index.ts';

/** Known keys, for naming the nearest to an unknown one; `*` stands for an array index. */
interface Keys {
  readonly [key: string]: Keys;
}
/** Fails to compile when a key of the type is missing here. */
type KeysOf<Type> = Readonly<Record<keyof Type, Keys>>;
type Part<Key extends keyof KitConfig> = NonNullable<KitConfig[Key]>;

const leaf: Keys = {};

const trigger: KeysOf<Trigger> = {
  name: leaf,
  operation: leaf,
  request: { method: leaf, url: leaf, headers: leaf, body: leaf } satisfies KeysOf<NonNullable<Trigger['request']>>,
  command: leaf,
  distinguish: leaf,
};
const production: KeysOf<NonNullable<Part<'readiness'>['production']>> = {
  answerUrl: leaf,
  webhookUrl: leaf,
  applicationId: leaf,
  webhookSecret: leaf,
  apiKey: leaf,
};
const config: KeysOf<KitConfig> = {
  name: leaf,
  answerUrl: leaf,
  webhookUrl: leaf,
  webhookSecret: leaf,
  start: {
    command: leaf,
    cwd: leaf,
    env: leaf,
    readyUrl: leaf,
    timeoutMs: leaf,
    reuse: leaf,
    instances: leaf,
  } satisfies KeysOf<Part<'start'>>,
  access: { headers: leaf, cookies: leaf, basicAuth: leaf } satisfies KeysOf<Part<'access'>>,
  tls: { ca: leaf } satisfies KeysOf<Part<'tls'>>,
  observe: { callUrl: leaf } satisfies KeysOf<Part<'observe'>>,
  api: { port: leaf, triggers: { '*': { ...trigger } } } satisfies KeysOf<Part<'api'>>,
  readiness: { did: leaf, applicationId: leaf, production: { ...production } } satisfies KeysOf<Part<'readiness'>>,
  flow: { maxDepth: leaf, maxStates: leaf, maxRequests: leaf, digits: leaf } satisfies KeysOf<Part<'flow'>>,
  budgets: { answerMs: leaf, ackMs: leaf, runMinutes: leaf } satisfies KeysOf<Part<'budgets'>>,
  assumptions: leaf,
  baseline: leaf,
  fixtures: leaf,
};

/** The keys known at a JSON pointer of the configuration. */
export function keysAt(pointer: string): string[] {
  let keys: Keys | undefined = config;
  for (const step of pointer.split('/').slice(1)) keys = keys?.[/^\d+$/.test(step) ? '*' : step];
  return Object.keys(keys ?? {});
}

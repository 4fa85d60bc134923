/**
 * What `npm test -- --quick` runs: tests that start no process, the reference, and some mutants of each area. Files are
 * regular expressions of the test runner. Run everything before a merge.
 */
export const quickFiles: readonly string[] = [
  'test/api/(calls|errors|faults|late|members-at-limits|operations|paths)\\.',
  'test/baseline/(file|update)\\.',
  'test/call/(?!laws)',
  'test/cases/(judge|vectors)\\.',
  'test/cli/(arguments|invocation|message|nearest|progress|shard)\\.',
  'test/graph/(?!diff-|draw-hostile)',
  'test/mutants/(answer|api|flow|mutants|reference|webhook-1)\\.',
  'test/nock/mock\\.',
  'test/playwright/(fixtures|matchers)\\.',
  'test/report/(causes|contract-coverage|coverage|merge|not-scored|rewording)\\.',
  'test/safety/redirects\\.',
  'test/spec/(api-samples|arbitraries|catalogue|contract-cells|events|readings|schema-sources|versions|vocabulary)\\.',
  'test/webhook/(assumptions|diagnosis|difference|redeliver|signature)',
  // One whole run of the reference is enough.
  '--grep-invert=where it takes POST only|that needs no secret',
];

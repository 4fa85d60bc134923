/** What developers put into a URL to try an integration by hand; no parameter may open more than the request itself. */
export const testing: Readonly<Record<string, string>> = {
  debug: '1',
  test: '1',
  trace: '1',
  verbose: '1',
  skip_signature: '1',
  verify: 'false',
};

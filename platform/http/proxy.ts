const own = ['127.0.0.1', 'localhost', '::1'];

/** The environment with this machine among the hosts that no proxy is asked for: what goes to the kit must reach it. */
export function withoutProxy(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // Programs read one of the two names, and not the same one; a list that only one holds is kept for both.
  const listed = [environment.no_proxy, environment.NO_PROXY].flatMap((list) => (list ?? '').split(/[\s,]+/));
  const hosts = [...new Set([...listed, ...own])].filter((host) => host !== '').join(',');
  return { ...environment, no_proxy: hosts, NO_PROXY: hosts };
}

/** Variables that HTTP clients read for plain HTTP, which is what the kit's own API speaks. */
const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];

/** The proxy that an environment names, in words; a client that ignores `NO_PROXY` sends everything there. */
export function proxyIn(environment: NodeJS.ProcessEnv): string | undefined {
  const name = names.find((each) => environment[each]);
  if (name === undefined) return undefined;
  const url = (environment[name] ?? '').replace(/^(\w+:\/\/)?[^/@]*@/, '$1…@');
  return `${name} names the proxy ${JSON.stringify(url)}`;
}

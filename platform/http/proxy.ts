const own = ['127.0.0.1', 'localhost', '::1'];

/** The environment with this machine among the hosts that no proxy is asked for: what goes to the kit must reach it. */
export function withoutProxy(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // Programs read one of the two names, and not the same one; a list that only one holds is kept for both.
  const listed = [environment.no_proxy, environment.NO_PROXY].flatMap((list) => (list ?? '').split(/[\s,]+/));
  const hosts = [...new Set([...listed, ...own])].filter((host) => host !== '').join(',');
  return { ...environment, no_proxy: hosts, NO_PROXY: hosts };
}

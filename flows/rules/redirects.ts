import type { Rule } from './rule.ts';

export const redirectValid: Rule = {
  id: 'flow.redirect.valid',
  of: 'redirect',
  judge({ served }, ways) {
    // What the first answer lacks as well is no fault of a redirect.
    const usual = ways.nodes[0]?.problem;
    const broken = ways.nodes.filter(
      ({ url, problem }) =>
        problem && url !== undefined && served.get(url) === false && problem.requirement !== usual?.requirement,
    );
    const findings = broken.map(({ path, url, problem }) => ({
      path,
      expected: `a valid answer from ${url}, to which the flow redirects`,
      actual: problem?.actual ?? 'none',
    }));
    return { findings, looked: served.size };
  },
};

export const noLoop: Rule = {
  id: 'flow.redirect.no-loop',
  of: 'redirect',
  judge({ served }, ways) {
    const findings = ways.nodes
      .filter(({ ends }) => ends === 'loop')
      .map(({ path, url }) => ({
        path,
        expected: 'at most max_redirects (default 20) redirects in a row without the caller',
        actual: `more than that in a row, the next to ${url}`,
      }));
    return { findings, looked: served.size };
  },
};

export const redirectHttps: Rule = {
  id: 'flow.redirect.https',
  of: 'redirect',
  judge({ served, insecure }, ways) {
    const elsewhere = ways.nodes.filter(({ ends }) => ends === 'elsewhere');
    const plain = [...insecure].map(([url, path]) => ({ url, path }));
    const findings = plain.map(({ url, path }) => ({ path, expected: 'a redirect over https', actual: url }));
    return { findings, looked: served.size + elsewhere.length };
  },
};

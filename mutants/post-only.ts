import type { Integration } from './integration.ts';

/** The same integration, except that answer_url refuses GET with 405. */
export function postOnly(reference: Integration): Integration {
  return {
    ...reference,
    allows: (route, method) => (route === 'answer' ? method === 'POST' : reference.allows(route, method)),
  };
}

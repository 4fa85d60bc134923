import type { ApiClient } from './api-client.ts';
import type { Mutant } from './mutant.ts';

/** The reference with another client. */
export function client(
  name: string,
  breaks: Mutant['breaks'],
  does: string,
  change: (client: ApiClient) => Partial<ApiClient> & ThisType<ApiClient>,
): Mutant {
  return {
    name,
    breaks,
    does,
    change: (reference) => ({ ...reference, client: { ...reference.client, ...change(reference.client) } }),
  };
}

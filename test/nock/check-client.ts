import { type BranchingOptions, checkErrorBranching, type Finding, mockMiniVoice } from '../../nock/index.ts';

/** The reference speaks http; nothing is listening there. */
export const baseUrl = 'http://api.minivoice.test/v1';

/** What the laws of error handling find in a client. */
export async function check<Result>(options: BranchingOptions<Result>): Promise<readonly Finding[]> {
  const api = mockMiniVoice({ baseUrl });
  try {
    return await checkErrorBranching({ timeoutMs: 3_000, ...options, api });
  } finally {
    api.restore();
  }
}

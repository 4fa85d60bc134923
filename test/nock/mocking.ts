import { type MiniVoiceMock, type MockOptions, mockMiniVoice } from '../../nock/index.ts';

/** Work with a mock that ends with it. */
export async function mocking(work: (api: MiniVoiceMock) => Promise<void>, options?: MockOptions): Promise<void> {
  const api = mockMiniVoice(options);
  try {
    await work(api);
  } finally {
    api.restore();
  }
}

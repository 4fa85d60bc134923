import { startApi } from '../../platform/api/http/server.ts';

/** The API as `mvk serve` has it, with one call. */
const api = await startApi({ apiKey: 'mv_test_not-a-real-key-0123456789' });
console.log(api.baseUrl);

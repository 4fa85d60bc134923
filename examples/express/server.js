import { createApp } from './app.js';
import { openStore } from './store.js';

/** Serves the app with what the environment says. */
export function serve(change = (store) => store) {
  const { PORT = '3000', PUBLIC_URL = `http://127.0.0.1:${PORT}`, DATA_DIR = 'data' } = process.env;
  const { MINIVOICE_WEBHOOK_SECRET: secret, MINIVOICE_API_BASE_URL: baseUrl, MINIVOICE_API_KEY: apiKey } = process.env;
  const store = change(openStore(DATA_DIR));
  createApp({ store, secret, publicUrl: PUBLIC_URL, api: { baseUrl, apiKey } }).listen(Number(PORT), '127.0.0.1');
}

if (import.meta.filename === process.argv[1]) serve();

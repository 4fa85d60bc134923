import { type Handler, text } from '../handler.ts';
import { problem } from '../problems.ts';
import { timeText } from './ids.ts';
import { magicName } from './magic.ts';
import type { Application } from './records.ts';

/** The only answer that carries the key (Q76); the secret is in none. */
export const createApplication: Handler = ({ world, application: { customer_id }, body }) => {
  const code = magicName('createApplication', body.name);
  if (code) return problem(code);
  const [answer_url, webhook_url] = [text(body.answer_url), text(body.webhook_url)];
  const application: Application = {
    id: world.newId('app'),
    customer_id,
    name: String(body.name),
    ...(answer_url !== undefined && { answer_url }),
    ...(webhook_url !== undefined && { webhook_url }),
    created_at: timeText(world.now()),
  };
  // Begins with the first key, so that hiding the first also hides this one.
  const [firstKey = 'mv_test'] = world.applications.keys();
  const api_key = `${firstKey}-${world.applications.size + 1}`;
  world.addApplication(application, api_key);
  const { created_at, ...rest } = application;
  return { shows: { ...rest, api_key, created_at } };
};

/** All of the customer (Q77), without pages (Q79). */
export const listApplications: Handler = ({ world, application: { customer_id } }) => {
  const data = [...world.applications.values()].filter((each) => each.customer_id === customer_id);
  return { shows: { data, count: data.length } };
};

import { eventsOf, json } from '../../../calls.js';

export const dynamic = 'force-dynamic';

export async function GET(request) {
  // From the URL itself: versions of Next.js differ in whether a parameter is decoded.
  const callId = decodeURIComponent(new URL(request.url).pathname.slice('/calls/'.length));
  const events = await eventsOf(callId);
  return json({ events }, events.length > 0 ? 200 : 404);
}

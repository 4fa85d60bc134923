import { answer, json } from '../../calls.js';

export const dynamic = 'force-dynamic';

export function GET(request) {
  return json(answer(request.nextUrl.searchParams.get('call_id') ?? ''));
}

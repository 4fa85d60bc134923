import { json, menu } from '../../calls.js';

export const dynamic = 'force-dynamic';

export async function GET(request) {
  return json(await menu(request.nextUrl.searchParams.get('call_id') ?? ''));
}

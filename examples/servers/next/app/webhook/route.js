import { json, receive } from '../../calls.js';

export async function POST(request) {
  const raw = Buffer.from(await request.arrayBuffer());
  const { headers } = request;
  const signature = headers.get('x-minivoice-signature') ?? '';
  const status = await receive(raw, headers.get('x-minivoice-timestamp') ?? '', signature);
  return json({ status }, status);
}

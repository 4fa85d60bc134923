import { type Handler, text } from '../handler.ts';
import { problem } from '../problems.ts';
import { timeText } from './ids.ts';
import { magicName, takenAddress, takenGateway } from './magic.ts';
import type { Trunk } from './records.ts';

/** `gateway_name` and `inbound_ip` are unique per customer, `is_active` defaults to true (Q98); what is not echoed is not kept but for the address. */
export const createTrunk: Handler = ({ world, application: { customer_id }, body }) => {
  const code = magicName('createTrunk', body.name);
  if (code) return problem(code);
  const [gateway_name, address, username] = [text(body.gateway_name), text(body.inbound_ip), text(body.username)];
  const isTaken = (each: Trunk) => world.switches.uniqueNames && each.customer_id === customer_id;
  const others = [...world.trunks.values()].filter(isTaken);
  const gateways = [takenGateway, ...others.map((each) => each.gateway_name)];
  if (gateway_name !== undefined && gateways.includes(gateway_name)) return problem('gateway_name_exists');
  const addresses = [takenAddress, ...others.map((each) => each.inbound_ip)];
  if (address !== undefined && addresses.includes(address)) return problem('inbound_ip_exists');
  const at = timeText(world.now());
  const trunk: Trunk = {
    id: world.newId('trunk'),
    customer_id,
    name: String(body.name),
    // Always outbound: how an inbound trunk comes about is not known (Q97).
    direction: 'outbound',
    ...(gateway_name !== undefined && { gateway_name }),
    proxy: String(body.proxy),
    ...(username !== undefined && { username }),
    is_active: body.is_active !== false,
    created_at: at,
    updated_at: at,
  };
  world.put({ trunk: { ...trunk, ...(address !== undefined && { inbound_ip: address }) } });
  return { shows: trunk };
};

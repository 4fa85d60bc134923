import type { Capability, KitConfig } from '../../spec/index.ts';

/** What the configuration declares that the integration has. */
export function capabilities(
  config: KitConfig,
  { remote = false, apiKey }: { readonly remote?: boolean; readonly apiKey?: string } = {},
): Capability[] {
  const declared: ReadonlyArray<readonly [Capability, unknown]> = [
    ['answer', config.answerUrl],
    ['webhook', config.webhookUrl],
    ['signed', config.webhookUrl && config.webhookSecret],
    ['process', config.start],
    ['state', config.observe],
    ['api', config.api],
    ['remote', remote],
    ['api-key', apiKey],
    ['fixtures', config.fixtures],
  ];
  return declared.filter(([, value]) => Boolean(value)).map(([capability]) => capability);
}

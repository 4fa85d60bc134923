/** Callers without a number, as a withheld one is shown. */
export const withheld: readonly string[] = [
  ...['', 'anonymous', 'Anonymous', 'Restricted', 'unknown', 'unavailable', 'private', '+266696687'],
  ...['sip:anonymous@anonymous.invalid', '"Anonymous" <sip:anonymous@anonymous.invalid>'],
];

/** Callers and called parties without an E.164 number: a SIP address, an extension, a number written otherwise. */
export const addresses: readonly string[] = [
  ...['sip:alice@example.com', 'sips:alice@example.com', 'sip:+12025550123@192.0.2.7:5061;transport=tls'],
  ...['<sip:bob@example.com>', 'tel:+12025550123', 'alice', '101', '+1', '12025550123', '(202) 555-0123'],
];

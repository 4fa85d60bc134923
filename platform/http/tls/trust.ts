import { checkServerIdentity, type DetailedPeerCertificate } from 'node:tls';
import { now } from '../../clock.ts';

/** What a server shows when everything is taken. */
interface Shown {
  readonly protocol: string;
  readonly chain: readonly DetailedPeerCertificate[];
}

/** Why a connection is not trusted, as one sentence without its full stop. */
export function trustProblem(error: Error, host: string, shown?: Shown): string {
  const code = codeOf(error);
  if (!shown) return noHandshake(code, error);
  const [leaf] = shown.chain;
  const wrongHost = leaf && checkServerIdentity(host, leaf) !== undefined ? namesOf(leaf, host) : undefined;
  const main = shown.protocol < 'TLSv1.2' ? oldProtocol(shown) : certificateProblem(code, error, shown);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongHost ?? error.message;
  return wrongHost === undefined ? main : `${main}; and ${wrongHost}`;
}

function noHandshake(code: string, error: Error): string {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO') return 'what listens there does not speak TLS';
  if (code === 'ECONNRESET') return 'the connection was closed before the TLS handshake was done';
  return `the TLS handshake failed (${reasonOf(error)})`;
}

function oldProtocol({ protocol }: Shown): string {
  return `it speaks ${protocol} at most, which is obsolete (RFC 8996): TLS 1.2 is the least`;
}

function certificateProblem(code: string, error: Error, { chain }: Shown): string {
  const [leaf] = chain;
  const issuer = leaf ? JSON.stringify(nameOf(leaf.issuer)) : 'an unknown issuer';
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return dated(chain, 'valid_to', 'expired on', (time) => time < now().getTime());
    case 'CERT_NOT_YET_VALID':
      return dated(chain, 'valid_from', 'is not valid before', (time) => time > now().getTime());
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'the certificate is self-signed: no authority vouches for it';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the chain ends in ${topOf(chain)}, a root that is not among the public ones`;
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `the chain is incomplete: the server does not send the certificate of the issuer ${issuer}`;
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `the chain leads to ${topOf(chain)}, which no known authority has issued, or is incomplete`;
    case 'INVALID_PURPOSE':
      return 'the certificate is not meant for a server';
    case 'CERT_REVOKED':
      return 'the certificate was revoked';
  }
  // OpenSSL's own words: these have no code in Node.
  if (/key too (weak|small)/i.test(error.message)) return `${weakKey(chain)}, which is too weak`;
  if (/digest algorithm too weak|md too weak/i.test(error.message)) {
    return 'a certificate is signed with a digest that is too weak, such as SHA-1';
  }
  return `no trusted connection could be made (${reasonOf(error)})`;
}

function dated(
  chain: Shown['chain'],
  field: 'valid_from' | 'valid_to',
  words: string,
  isWrong: (time: number) => boolean,
): string {
  const wrong = chain.findIndex((each) => isWrong(Date.parse(each[field])));
  const which = wrong > 0 ? `the certificate of the issuer ${JSON.stringify(nameOf(chain[wrong]?.subject ?? {}))}` : '';
  const day = new Date(chain[Math.max(0, wrong)]?.[field] ?? '').toISOString().slice(0, 10);
  return `${which || 'the certificate'} ${words} ${day}`;
}

function weakKey(chain: Shown['chain']): string {
  const weak = chain.find(({ bits, asn1Curve }) => bits !== undefined && bits < (asn1Curve ? 224 : 2048));
  return weak?.bits === undefined ? 'a certificate has a key' : `a certificate has a key of ${weak.bits} bits`;
}

function namesOf(leaf: DetailedPeerCertificate, host: string): string {
  const names = leaf.subjectaltname?.replaceAll(/\b(?:DNS|IP Address):/g, '') ?? nameOf(leaf.subject);
  return `the certificate is for ${names}, not for ${host}`;
}

export function nameOf({ CN, O }: Partial<DetailedPeerCertificate['subject']>): string {
  return [CN ?? O ?? 'without a name'].flat().join(', ');
}

function topOf(chain: Shown['chain']): string {
  const top = chain.at(-1);
  return top ? JSON.stringify(nameOf(top.issuer)) : 'an unknown issuer';
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function reasonOf(error: Error): string {
  return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
}

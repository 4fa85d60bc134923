import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its key, as PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** How a certificate differs from a good one for `localhost`. */
interface Flaws {
  readonly host?: string;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
  readonly bits?: number;
  readonly hash?: Hash;
}

type Hash = 'SHA-256' | 'SHA-1';

type Key = webcrypto.CryptoKey;
type KeyPair = webcrypto.CryptoKeyPair;

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: KeyPair;
}

/** A root that our tests trust, one below it, and what they make: all on the fly, so that nothing expires. */
export interface Authorities {
  /** What is trusted. */
  readonly root: string;
  /** Signed by the authority below the root; `chain` sends that one along. */
  issue(flaws?: Flaws, chain?: boolean): Promise<Identity>;
  /** Signed by itself. */
  selfSigned(): Promise<Identity>;
}

const day = 24 * 60 * 60 * 1000;

export async function authorities(name: string = 'Tests'): Promise<Authorities> {
  const root = await authority(`${name} Root`);
  const issuer = await authority(`${name} Issuer`, root);
  return {
    root: root.certificate.toString('pem'),
    async issue(flaws = {}, chain = true) {
      const keys = await keyPair(flaws);
      const signed = { ...common(flaws), ...by(issuer, flaws.hash), publicKey: keys.publicKey };
      const leaf = await X509CertificateGenerator.create(signed);
      const above = chain ? [issuer.certificate.toString('pem')] : [];
      return { cert: [leaf.toString('pem'), ...above].join('\n'), key: await pem(keys.privateKey) };
    },
    async selfSigned() {
      const keys = await keyPair({});
      const { subject, ...rest } = common({});
      const alone = await X509CertificateGenerator.createSelfSigned({ ...rest, name: subject, keys });
      return { cert: alone.toString('pem'), key: await pem(keys.privateKey) };
    },
  };
}

async function authority(name: string, above?: Authority): Promise<Authority> {
  const keys = await keyPair({});
  const extensions = [new BasicConstraintsExtension(true, undefined, true)];
  const subject = `CN=${name}`;
  const certificate = above
    ? await X509CertificateGenerator.create({
        ...{ ...dates({ to: 900 }), subject, extensions, publicKey: keys.publicKey },
        ...by(above),
      })
    : await X509CertificateGenerator.createSelfSigned({ ...dates({ to: 900 }), name: subject, extensions, keys });
  return { certificate, keys };
}

function by({ certificate, keys }: Authority, hash: Hash = 'SHA-256') {
  return { issuer: certificate.subject, signingKey: keys.privateKey, signingAlgorithm: { name: 'ECDSA', hash } };
}

function common(flaws: Flaws) {
  const { host = 'localhost' } = flaws;
  return {
    ...dates(flaws),
    subject: `CN=${host}`,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
  };
}

function dates({ from = -2, to = 90 }: Flaws): { readonly notBefore: Date; readonly notAfter: Date } {
  // An hour more, so that 13 days are not 12 when the test has begun.
  return { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day + day / 24) };
}

/** RSA only where its length matters: making such a key takes a while. */
async function keyPair({ bits }: Flaws): Promise<KeyPair> {
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]) };
  return bits === undefined
    ? crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    : crypto.subtle.generateKey({ ...rsa, modulusLength: bits }, true, ['sign', 'verify']);
}

async function pem(key: Key): Promise<string> {
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}

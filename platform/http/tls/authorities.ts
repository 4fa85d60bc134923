import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { BenchOptions } from '../../../spec/index.ts';

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM file; throws a sentence about a file that has none. */
export function certificatesIn(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(`tls.ca names a file that cannot be read (${code}): ${JSON.stringify(file)}`);
  }
  const found = text.match(certificate) ?? [];
  if (found.length === 0 || !found.every(isCertificate)) {
    throw new Error(`tls.ca names a file that holds no certificate as PEM: ${JSON.stringify(file)}`);
  }
  return found;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

/** The roots for a client of the targets: the usual ones, and those that the configuration names. */
export function trusting({ tls }: Pick<BenchOptions, 'tls'>): { readonly ca?: readonly string[] } {
  if (!tls) return {};
  return { ca: [...rootCertificates, ...extraRoots(), ...[tls.ca].flat().flatMap(certificatesIn)] };
}

/** Roots that are given replace all of Node's, so those of NODE_EXTRA_CA_CERTS must be given again. */
function extraRoots(): readonly string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  try {
    return file ? certificatesIn(file) : [];
  } catch {
    // Node has warned of it.
    return [];
  }
}

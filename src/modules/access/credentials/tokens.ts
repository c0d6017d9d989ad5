import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
const PREFIX_BYTES = 6;
const API_KEY = /^ckb_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
const SESSION_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** SHA-256: enough for secrets of 256 random bits, which nobody can guess from the hash. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares two hashes in a time that says nothing about where they differ. */
export const isSameHash = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** The value of a session cookie: 256 random bits. */
export const newSessionToken = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const isSessionToken = (text: string): boolean => SESSION_TOKEN.test(text);

/** A new API key `ckb_<prefix>_<secret>` and its public prefix. */
export function newApiKey(): { key: string; prefix: string } {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  return { key: `ckb_${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`, prefix };
}

/** The prefix of something that has the form of an API key, undefined otherwise. */
export const prefixOf = (key: string): string | undefined => API_KEY.exec(key)?.[1];

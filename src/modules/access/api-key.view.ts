import type { Role } from '../../platform/context/request-context';

/** An API key without its secret. */
export interface ApiKeyView {
  readonly id: string;
  /** The public part, as in `ckb_<prefix>_…`. */
  readonly prefix: string;
  readonly label: string;
  readonly role: Role;
  readonly staffUserId: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** A key as it is given out, once. */
export interface IssuedApiKeyView extends ApiKeyView {
  /** The whole key; it cannot be shown again. */
  readonly key: string;
}

import type { StaffUserId } from '../../kernel/ids';
import type { Role } from '../../platform/context/request-context';

/** A person who works at the clinic, without anything secret. */
export interface StaffUserView {
  readonly id: StaffUserId;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly status: 'active' | 'disabled';
  readonly version: number;
  /** RFC 3339. */
  readonly createdAt: string;
}

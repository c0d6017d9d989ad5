import { SetMetadata } from '@nestjs/common';
import type { NoticeKind } from '../../domain/notices/notice-kinds';
import type { CancelReason } from './cancel-notices';

export const NOTICE_CHECK = 'notices.check';

/** Marks a provider that knows whether notices of some kinds are still true. */
export const RegisterNoticeCheck = (): ClassDecorator => SetMetadata(NOTICE_CHECK, true);

/** What a notice is about. */
export interface NoticeToCheck {
  readonly kind: NoticeKind;
  readonly aboutType: string;
  readonly aboutId: string;
  /** `YYYY-MM-DD` */
  readonly occasionOn: string;
}

/**
 * The last look before a notice leaves, by the room that knows what it is about: nobody is asked for what they have paid
 * while the notice waited for the morning.
 */
export abstract class NoticeCheck {
  abstract readonly kinds: readonly NoticeKind[];
  /** Why it must not leave; undefined when it may. Tx: needs one. */
  abstract objection(notice: NoticeToCheck): Promise<CancelReason | undefined>;
}

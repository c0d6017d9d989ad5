import { SetMetadata } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';

export const NOTICE_LINKS = 'notices.links';

/** Marks a provider as what makes the addresses of its kind of link. */
export const RegisterNoticeLinks = (): ClassDecorator => SetMetadata(NOTICE_LINKS, true);

/** A page of the patient's that a notice may lead to. */
export type NoticeLink = 'pay_page';

/**
 * Makes the address of a page when a notice leaves. The room that owns the page stands to the right and provides this, so
 * that nothing is stored here that would open it.
 */
export abstract class NoticeLinks {
  abstract readonly kind: NoticeLink;
  /** The whole address of the patient's page as it is now. Tx: needs one. */
  abstract url(patientId: PatientId): Promise<string>;
}

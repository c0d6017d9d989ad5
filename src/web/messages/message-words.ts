import type { NoticeKind } from '../../domain/notices/notice-kinds';
import type { NoticeState } from '../../domain/notices/notice-state';
import type { NoticeReason } from '../../modules/notices/notice-reasons';
import type { Tone } from '../ui/status-badge';

/** What each kind of message is called at the desk. */
export const MESSAGE_KINDS: Readonly<Record<NoticeKind, string>> = {
  autopay_started: 'Automatic payments began',
  autopay_stopped: 'Automatic payments stopped',
  installment_upcoming: 'Before an automatic payment',
  installment_failed: 'Automatic payment declined',
  installment_stopped: 'Automatic payment given up',
  confirmation_needed: 'Bank wants the patient',
  card_expiring: 'Saved card expires',
  payment_reminder: 'Reminder',
  receipt: 'Thank you for a payment',
};

/** How each state is shown. */
export const MESSAGE_STATES: Readonly<Record<NoticeState, readonly [string, Tone]>> = {
  queued: ['Waiting', 'calm'],
  sending: ['Being sent', 'calm'],
  sent: ['Sent', 'good'],
  failed: ['Not sent', 'bad'],
  unknown: ['Perhaps sent', 'warn'],
  canceled: ['Taken back', 'neutral'],
};

/** Why one did not leave. */
export const MESSAGE_REASONS: Readonly<Record<NoticeReason, string>> = {
  no_address: 'The patient has no e-mail address.',
  address_refused: 'The address takes no mail.',
  mail_unavailable: 'The mail server took nothing for a day.',
  opted_out: 'The patient does not want messages of this kind.',
  paid: 'It has been paid.',
  disputed: 'It is contested.',
  obsolete: 'It was not true any more.',
};

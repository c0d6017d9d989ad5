import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { NoticeKind } from './notice-kinds';

/** All a notice may say: an amount and a day. Names, services and reasons have no field, so that they cannot slip in. */
export interface NoticeFacts {
  readonly amount?: Money;
  readonly on?: BusinessDate;
  /** Whether there is a page to send the patient to. */
  readonly hasLink: boolean;
}

/** Who writes, in the words a card statement uses, and whom to call. */
export interface NoticeSender {
  readonly name: string;
  readonly phone: string;
}

export interface RenderedNotice {
  readonly subject: string;
  /** Plain text; {@link LINK_MARK} stands where the address of the page goes when it is sent. */
  readonly body: string;
}

/** Where the link goes: an address that opens a page is made when the notice leaves, never stored. */
export const LINK_MARK = '{{link}}';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `January 31, 2027`. */
export const longDate = (date: BusinessDate): string => `${MONTHS[date.month - 1] ?? ''} ${date.day}, ${date.year}`;

interface Words {
  readonly subject: string;
  readonly says: (facts: { of: string; on: string }) => readonly string[];
  readonly linkSays: string;
}

const DETAILS = 'Everything about it is on this page';
const PAY = 'You can pay, or use another card, on this page';

const WORDS: Readonly<Record<NoticeKind, Words>> = {
  autopay_started: {
    subject: 'Your automatic payments',
    says: ({ of, on }) => [
      `You have agreed to automatic payments. The first one${of} is made${on}.`,
      'You can stop them at any time by calling us. Nothing about your care depends on them.',
    ],
    linkSays: 'What you agreed to, with every date and amount, is on this page',
  },
  autopay_stopped: {
    subject: 'Automatic payments stopped',
    says: () => [
      'Automatic payments have been stopped as you asked. Nothing more is taken without you.',
      'What is still owed stays due on its dates.',
    ],
    linkSays: PAY,
  },
  installment_upcoming: {
    subject: 'A payment is coming up',
    says: ({ of, on }) => [
      `Your next automatic payment${of} is made${on} with your saved card.`,
      'If that does not suit you, call us before then.',
    ],
    linkSays: DETAILS,
  },
  installment_failed: {
    subject: 'A payment did not go through',
    says: ({ of, on }) => [
      `Your bank did not accept the payment${of} that was due${on}. Nothing was taken.`,
      'We will try again in a few days. You do not need to do anything, but you may.',
    ],
    linkSays: PAY,
  },
  installment_stopped: {
    subject: 'A payment needs your attention',
    says: ({ of, on }) => [
      `The payment${of} that was due${on} could not be made with your saved card. Nothing was taken, and we will not try that card again for it.`,
    ],
    linkSays: PAY,
  },
  confirmation_needed: {
    subject: 'Please confirm a payment',
    says: ({ of, on }) => [`Your bank asks you to confirm the payment${of} that was due${on}. Nothing was taken yet.`],
    linkSays: 'Please make the payment on this page, where your bank can ask you',
  },
  card_expiring: {
    subject: 'Your saved card expires soon',
    says: ({ on }) => [`The card you saved with us is good until ${on.replace(/^ on /, '') || 'soon'}.`],
    linkSays: 'You can leave a newer one on this page',
  },
  payment_reminder: {
    subject: 'A payment is due',
    says: ({ of, on }) => [
      `A payment${of} was due${on}. If you have paid in the last days, thank you; please disregard this message.`,
    ],
    linkSays: PAY,
  },
  receipt: {
    subject: 'Thank you for your payment',
    says: ({ of, on }) => [`We have received your payment${of}${on}. Thank you.`],
    linkSays: 'Your receipt is on this page',
  },
};

/**
 * The words of a notice, neutral ones: who reads them over a shoulder, or on the way, learns that somebody pays somebody
 * (DOMAIN.md §12). The subject says no amount, because telephones show it on a locked screen.
 */
export function renderNotice(kind: NoticeKind, facts: NoticeFacts, sender: NoticeSender): RenderedNotice {
  const { subject, says, linkSays } = WORDS[kind];
  const of = facts.amount ? ` of ${facts.amount.format()}` : '';
  const on = facts.on ? ` on ${longDate(facts.on)}` : '';
  const paragraphs = [
    'Hello,',
    ...says({ of, on }),
    ...(facts.hasLink ? [`${linkSays}:\n${LINK_MARK}`] : []),
    `Questions? Call us at ${sender.phone}.`,
    sender.name,
  ];
  return { subject: `${sender.name}: ${subject}`, body: `${paragraphs.join('\n\n')}\n` };
}

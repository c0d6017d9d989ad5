/** Where a claim stands (DOMAIN.md §5.4). */
export const CLAIM_STATES = [
  /** Something is missing or wrong. */
  'draft',
  /** Passed its checks; goes into the next file. */
  'validated',
  /** In a file to the clearinghouse. */
  'submitted',
  /** The file was accepted (999). */
  'acknowledged',
  /** The payer took it into adjudication (277CA). */
  'accepted',
  /** Turned back before adjudication (999 or 277CA): fixed and sent again as an original. */
  'rejected',
  'paid',
  /** Paid in part; some of its lines were denied or sent back. */
  'partly_paid',
  'denied',
  /** The payer asks for a correction or another payer: a replacement follows. */
  'rework',
  'appealed',
  /** The patient pays by agreement. */
  'self_pay',
  /** Given up after the appeal. */
  'written_off',
  /** Another claim took its place, or it was withdrawn. */
  'replaced',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What can happen to a claim. */
export type ClaimEvent =
  | 'pass_checks'
  | 'fail_checks'
  | 'submit'
  | 'acknowledge'
  | 'accept'
  | 'reject'
  | 'pay'
  | 'pay_partly'
  | 'deny'
  | 'send_back'
  | 'reverse'
  | 'appeal'
  | 'write_off'
  | 'convert'
  | 'forward'
  | 'release'
  | 'replace'
  | 'withdraw';

type Moves = Readonly<Partial<Record<ClaimEvent, ClaimState>>>;

/** What an 835 can say at any time after the file has left: acknowledgements get lost and come late. */
const ADJUDICATION = {
  pay: 'paid',
  pay_partly: 'partly_paid',
  deny: 'denied',
  send_back: 'rework',
} as const satisfies Moves;

const BEFORE_SENDING = { pass_checks: 'validated', fail_checks: 'draft' } as const satisfies Moves;
/** The next plan will not pay: what the one before left to the patient is theirs. */
const RELEASE = { release: 'self_pay' } as const satisfies Moves;
/** Nobody was told of it: its visit may still be voided, and it goes with it. */
const UNSENT = { ...BEFORE_SENDING, ...RELEASE, withdraw: 'replaced' } as const satisfies Moves;
const AFTER_DECISION = { ...ADJUDICATION, reverse: 'accepted', replace: 'replaced' } as const satisfies Moves;

/** Every move there is; what is not in the table cannot happen. */
export const CLAIM_MOVES: Readonly<Record<ClaimState, Moves>> = {
  // The payer before has sent it on itself.
  draft: { ...UNSENT, forward: 'submitted' },
  validated: { ...UNSENT, submit: 'submitted' },
  submitted: { ...ADJUDICATION, acknowledge: 'acknowledged', accept: 'accepted', reject: 'rejected' },
  acknowledged: { ...ADJUDICATION, accept: 'accepted', reject: 'rejected' },
  accepted: { ...ADJUDICATION, reject: 'rejected', replace: 'replaced' },
  rejected: { ...ADJUDICATION, ...BEFORE_SENDING, ...RELEASE },
  paid: { ...AFTER_DECISION },
  partly_paid: { ...AFTER_DECISION, ...RELEASE, appeal: 'appealed', write_off: 'written_off', convert: 'self_pay' },
  denied: { ...AFTER_DECISION, ...RELEASE, appeal: 'appealed', write_off: 'written_off', convert: 'self_pay' },
  rework: { ...AFTER_DECISION, ...RELEASE, write_off: 'written_off' },
  appealed: { ...AFTER_DECISION, ...RELEASE, write_off: 'written_off', convert: 'self_pay' },
  self_pay: { ...AFTER_DECISION },
  written_off: { ...AFTER_DECISION },
  replaced: {},
};

/** Where the event leads from the state; undefined when it cannot happen there. */
export const nextClaimState = (state: ClaimState, event: ClaimEvent): ClaimState | undefined =>
  CLAIM_MOVES[state][event];

/** States in which a payer has not answered yet, or was not asked. */
const UNANSWERED: readonly ClaimState[] = ['draft', 'validated', 'submitted', 'acknowledged', 'accepted', 'rejected'];

/** Whether the payer has decided about the claim. */
export const isAnswered = (state: ClaimState): boolean => !UNANSWERED.includes(state) && state !== 'replaced';

/** How a state looks; never the only thing that tells it: the words do. */
export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'calm';

const STATES = {
  unpaid: ['Unpaid', 'bad'],
  part_paid: ['Part paid', 'warn'],
  paid: ['Paid', 'good'],
  credit: ['Credit', 'info'],
  refunded: ['Refunded', 'neutral'],
  part_refunded: ['Part refunded', 'neutral'],
  disputed: ['Disputed', 'bad'],
  on_plan: ['On plan', 'calm'],
  insurance_pending: ['Insurance pending', 'calm'],
  no_charge: ['Nothing due', 'neutral'],
  void: ['Void', 'neutral'],
  written_off: ['Written off', 'neutral'],
  checking: ['Checking', 'warn'],
  waiting: ['Waiting for the patient', 'warn'],
  declined: ['Declined', 'bad'],
  canceled: ['Canceled', 'neutral'],
  second_person: ['Waiting for a second person', 'warn'],
  turned_down: ['Turned down', 'neutral'],
  taken_back: ['Taken back', 'neutral'],
  on_its_way: ['On its way', 'warn'],
  given_back: ['Given back', 'good'],
  failed: ['Failed', 'bad'],
  part_failed: ['Failed in part', 'bad'],
  answer_needed: ['Answer needed', 'bad'],
  bank_asks: ['The bank asks', 'warn'],
  with_the_bank: ['With the bank', 'warn'],
  won: ['Won', 'good'],
  lost: ['Lost', 'neutral'],
  closed: ['Closed', 'neutral'],
} as const satisfies Record<string, readonly [string, Tone]>;

/** Every state a bill, a visit, a payment, a refund or a dispute can be shown in. */
export type ShownState = keyof typeof STATES;

/** The words of a state, for sentences. */
export const stateWords = (state: ShownState): string => STATES[state][0];

/** A state in words and color. */
export function StatusBadge({ state }: { readonly state: ShownState }) {
  const [words, tone] = STATES[state];
  return <span class={`badge badge-${tone}`}>{words}</span>;
}

interface TagProps {
  readonly tone?: Tone;
  readonly children: string;
}

/** A short fact beside a title: a route, a document rule. */
export function Tag({ tone = 'neutral', children }: TagProps) {
  return <span class={`tag tag-${tone}`}>{children}</span>;
}

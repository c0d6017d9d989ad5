import type { Clock } from '../../kernel/clock';
import type { Context } from './context';
import type { SandboxStore } from './store/sandbox-store';

/** Who receives the webhooks of this process, and the secret that signs them. */
export interface Receiver {
  url: string;
  secret: string;
}

/** Which API request some work answers; none for tasks and pages. */
export interface RequestFacts {
  id: string | null;
  idempotencyKey: string | null;
}

const NO_REQUEST: RequestFacts = { id: null, idempotencyKey: null };
const OFFSET = 'clock_offset_seconds';

/** The running sandbox: a store, a clock of its own, and the way to open a transaction on both. */
export class Sandbox {
  /** Where it answers; known once it listens. */
  baseUrl = '';
  receiver: Receiver | undefined;
  /** Called after a commit that stored an event. */
  onNews: () => void = () => {};

  constructor(
    readonly store: SandboxStore,
    private readonly clock?: Clock,
  ) {}

  /** The caller's clock, in milliseconds: what webhooks are signed with. */
  wallMs(): number {
    return this.clock?.now().epochMilliseconds ?? Date.now();
  }

  /** Runs `work` in one transaction at the sandbox's present moment; a throw undoes it. */
  async within<T>(work: (context: Context) => Promise<T>, request: RequestFacts = NO_REQUEST): Promise<T> {
    let hasNews = false;
    const result = await this.store.transaction(async (rows) => {
      const offset = (await rows.get('setting', OFFSET))?.document.value ?? 0;
      const now = Math.floor(this.wallMs() / 1000) + offset;
      const hasReceiver = this.receiver !== undefined;
      const context: Context = { rows, now, baseUrl: this.baseUrl, request, hasReceiver, hasNews: false };
      const answer = await work(context);
      hasNews = context.hasNews;
      return answer;
    });
    if (hasNews) this.onNews();
    return result;
  }

  /** Moves the sandbox's clock forward, for every process on this store. */
  async advance(seconds: number): Promise<number> {
    return this.within(async ({ rows, now }) => {
      const former = (await rows.lock('setting', OFFSET))?.document.value ?? 0;
      await rows.put('setting', { id: OFFSET, document: { value: former + seconds } });
      return now + seconds;
    });
  }
}

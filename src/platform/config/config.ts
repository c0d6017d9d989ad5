/** Where cards are charged: Stripe itself, another Stripe-compatible server, or the sandbox of the embedded default. */
export interface StripeSettings {
  readonly secretKey: string;
  /** Accepted signing secrets, the newest first; two during a rotation. */
  readonly webhookSecrets: readonly string[];
  /** Origin of the API when it is not Stripe's own. */
  readonly apiBase?: string;
  /** Origin of the sandbox, when it is the sandbox. */
  readonly sandboxUrl?: string;
}

/** Where mail to patients is handed over. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with credentials; without it messages are written under the data folder. */
  readonly smtpUrl?: string;
  /** The address they come from. */
  readonly from: string;
}

/** What the process runs with: the environment after validation, and what the database step handed out. */
export interface Settings {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly port: number;
  readonly dataDir: string;
  /** The origin people and Stripe reach us at, without a trailing slash. */
  readonly publicUrl: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** As a role that owns nothing. */
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** As the role of the job queue. */
  readonly queueUrl: string;
  /** 32 random bytes as hex, the same for every replica: keys for links, cookies and demo credentials derive from it. */
  readonly appSecret: string;
  readonly stripe: StripeSettings;
  readonly mail: MailSettings;
}

/** The validated settings, injected wherever one is needed. Nothing else reads the environment. */
export class Config implements Settings {
  readonly nodeEnv!: Settings['nodeEnv'];
  readonly port!: number;
  readonly dataDir!: string;
  readonly publicUrl!: string;
  readonly logLevel!: Settings['logLevel'];
  readonly databaseUrl!: string;
  readonly databasePoolSize!: number;
  readonly queueUrl!: string;
  readonly appSecret!: string;
  readonly stripe!: StripeSettings;
  readonly mail!: MailSettings;

  constructor(settings: Settings) {
    Object.assign(this, settings);
  }

  get isProduction(): boolean {
    return this.nodeEnv === 'production';
  }
}

import { EnvironmentError, readEnvironment } from '../../../src/platform/config/environment';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://billing@db.example/billing',
  PUBLIC_URL: 'https://billing.example/',
  STRIPE_SECRET_KEY: 'sk_live_5f9c2b',
  STRIPE_WEBHOOK_SECRET: 'whsec_0123456789abcdef',
};

/** Names of the variables that are complained about, in order. */
function complaints(env: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment(env);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems.map((problem) => problem.split(' ')[0]!);
  }
}

describe('The environment', () => {
  it('asks for nothing on one machine', () => {
    expect(readEnvironment({})).toMatchObject({
      nodeEnv: 'development',
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: expect.stringMatching(/\/\.data$/),
      databaseUrl: undefined,
      stripeSecretKey: undefined,
      stripeWebhookSecrets: [],
    });
  });

  it('treats a blank variable as one that is not set', () => {
    const blank = { PORT: '', DATABASE_URL: '', STRIPE_SECRET_KEY: '', NODE_ENV: '', LOG_LEVEL: '', DATA_DIR: '' };
    expect(readEnvironment(blank)).toEqual(readEnvironment({}));
  });

  it('takes a whole production environment', () => {
    expect(readEnvironment(PRODUCTION)).toMatchObject({
      nodeEnv: 'production',
      host: '0.0.0.0',
      publicUrl: 'https://billing.example',
      stripeWebhookSecrets: ['whsec_0123456789abcdef'],
    });
  });

  it('names everything that production lacks at once', () => {
    expect(complaints({ NODE_ENV: 'production' })).toEqual(['DATABASE_URL', 'PUBLIC_URL', 'STRIPE_SECRET_KEY']);
  });

  it('takes a live key in production only', () => {
    for (const key of ['sk_live_5f9c2b', 'rk_live_5f9c2b'])
      for (const NODE_ENV of ['development', 'test'])
        expect(complaints({ ...PRODUCTION, NODE_ENV, STRIPE_SECRET_KEY: key })).toEqual(['STRIPE_SECRET_KEY']);
  });

  it('refuses a webhook secret that is blank, short, or has a blank or short part', () => {
    for (const secret of ['', ' ', ',', 'whsec_short', `whsec_0123456789abcdef,short`, 'whsec_0123456789abcdef,'])
      for (const env of [{}, PRODUCTION])
        expect(complaints({ ...env, STRIPE_WEBHOOK_SECRET: secret })).toEqual(['STRIPE_WEBHOOK_SECRET']);
  });

  it('takes two webhook secrets while one replaces the other', () => {
    const STRIPE_WEBHOOK_SECRET = 'whsec_new_new_new_new, whsec_old_old_old_old';
    expect(readEnvironment({ STRIPE_WEBHOOK_SECRET }).stripeWebhookSecrets).toEqual([
      'whsec_new_new_new_new',
      'whsec_old_old_old_old',
    ]);
  });

  it('wants the secret and the key that belong together', () => {
    expect(complaints({ STRIPE_SECRET_KEY: 'sk_test_5f9c2b' })).toEqual(['STRIPE_WEBHOOK_SECRET']);
    expect(complaints({ STRIPE_API_BASE: 'http://127.0.0.1:12111' })).toEqual(['STRIPE_SECRET_KEY']);
  });

  it.each([
    ['PORT', ['0', '65535', '65536', '-1', '3e3', '0x50', ' 80', '3000.5', 'http']],
    ['DATABASE_POOL_SIZE', ['1', '101', 'many']],
    ['NODE_ENV', ['prod', 'Production']],
    ['LOG_LEVEL', ['verbose', 'INFO']],
    ['DATABASE_URL', ['mysql://u:p@h/db', 'localhost/billing', 'postgres//h']],
    ['PUBLIC_URL', ['billing.example', 'ftp://billing.example', 'javascript:alert(1)']],
  ])('refuses what %s cannot be', (name, values) => {
    for (const value of values) expect(complaints({ [name]: value })).toEqual([name]);
  });

  it('never repeats a value', () => {
    const env = {
      NODE_ENV: 'hush-env',
      PORT: 'hush-port',
      DATABASE_URL: 'hush://user:hush@host/db',
      PUBLIC_URL: 'hush-url',
      LOG_LEVEL: 'hush-level',
      STRIPE_SECRET_KEY: 'sk_live_hush',
      STRIPE_WEBHOOK_SECRET: 'hush',
      STRIPE_API_BASE: 'hush-base',
    };
    expect(complaints(env)).toHaveLength(8);
    expect(() => readEnvironment(env)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hush') }),
    );
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Role } from '../../src/platform/context/request-context';
import { startTestApp, type TestApp } from '../support/app';
import { launchBrowser, newContext } from '../support/browser';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';

/** The demo clinic with its pages open, and a browser in front of them. */
export interface ClinicApp extends TestApp {
  readonly cascade: DemoClinicUnderTest;
  readonly potomac: DemoClinicUnderTest;
  readonly browser: Browser;
  /** A new visitor of the site. */
  visitor(options?: Parameters<typeof newContext>[1]): Promise<BrowserContext>;
  /** A new visitor who has signed in as somebody of the cascade clinic, unless told of which. */
  signIn(
    role: Role,
    options?: Parameters<typeof newContext>[1] & { readonly at?: 'cascade' | 'potomac' },
  ): Promise<Page>;
}

/** A port that is free now, so that the service knows its own public address before it listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export async function openClinicApp(): Promise<ClinicApp> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'clinic-app-'));
  const [app, browser] = await Promise.all([
    startTestApp({ withStripe: true, settings: { port, publicUrl, dataDir } }),
    launchBrowser(),
  ]);
  const { cascade, potomac } = await openDemo(app);
  const visitor: ClinicApp['visitor'] = async (options) => {
    const context = await newContext(browser, { baseURL: publicUrl, ...options });
    context.setDefaultTimeout(20_000);
    return context;
  };
  return {
    ...app,
    cascade,
    potomac,
    browser,
    visitor,
    // A getter does not survive the spread.
    stripe: app.stripe,
    signIn: async (role, { at = 'cascade', ...options } = {}) => {
      const user = { cascade, potomac }[at].users.find((candidate) => candidate.role === role);
      if (!user) throw new Error(`the demo clinic has no ${role}`);
      const page = await (await visitor(options)).newPage();
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password').fill(user.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      return page;
    },
    close: async () => {
      await browser.close();
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

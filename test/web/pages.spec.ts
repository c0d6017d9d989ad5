import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { assetAt } from '../../src/web/assets/assets';
import { accessibilityProblems, launchBrowser, newContext } from '../support/browser';
import { PAGES } from './fixtures/pages';

/** Set to a folder to keep a picture of every page in it. */
const PICTURES = process.env['PREVIEW_DIR'];
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 375, height: 740 } };

/** Serves the sample pages as the program would, with its assets. */
function servePages(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const asset = assetAt(path);
    if (asset) return response.setHeader('content-type', asset.contentType).end(asset.body);
    const page = PAGES[path.slice(1)];
    if (!page) return response.writeHead(404).end();
    return response.setHeader('content-type', 'text/html; charset=utf-8').end(page());
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe.each(Object.entries(SIZES))('every page at the size of a %s', (size, viewport) => {
  let browser: Browser;
  let context: BrowserContext;
  let server: Server;

  beforeAll(async () => {
    [browser, server] = await Promise.all([launchBrowser(), servePages()]);
    context = await newContext(browser, { viewport, hasTouch: size === 'phone' });
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(Object.keys(PAGES))('%s can be used by everybody and does not scroll sideways', async (name) => {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`);
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}.${size}.png`), fullPage: true });
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

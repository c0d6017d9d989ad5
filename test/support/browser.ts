import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Where the browser comes from and what it needs in its environment. */
interface BrowserSource {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const modulesFolder = dirname(packageFolder('playwright-core'));

const ARGS = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * A browser that needs nothing installed: the Chromium of @sparticuz/chromium with its own shared libraries, unpacked
 * once per version under `node_modules/.cache`, and the fonts of dejavu-fonts-ttf. `CHROMIUM_PATH` names another one.
 * The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = browserSource();
  return chromium.launch({ executablePath, env, args: ARGS, ignoreDefaultArgs: ['--headless'] });
}

/** A fresh context. `bypassCSP` lets axe be injected past a strict policy; the policy itself is tested over HTTP. */
export function newContext(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  return browser.newContext({ locale: 'en-US', bypassCSP: true, viewport: { width: 1280, height: 900 }, ...options });
}

/** The WCAG 2.2 AA rules (and best practices) a page breaks, as `impact rule: selector`; minor ones are left out. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const axeFile = require.resolve('axe-core/axe.min.js');
  const loaded = await page.evaluate(() => 'axe' in window);
  if (!loaded) await page.addScriptTag({ path: axeFile });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations
      .filter(({ impact }) => impact !== 'minor')
      .flatMap(({ id, impact, nodes }) => nodes.map((node) => `${impact} ${id}: ${node.target.join(' ')}`));
  });
}

function browserSource(): BrowserSource {
  const own = process.env['CHROMIUM_PATH'];
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (own) return { executablePath: own, env: inherited };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The bundled Chromium runs on linux-x64 only: set CHROMIUM_PATH to a Chromium of this machine.');
  const folder = unpackedChromium();
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...inherited,
      HOME: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      FONTCONFIG_PATH: folder,
    },
  };
}

/** The unpacked folder of this version; made aside and renamed, so that two test processes may race for it. */
function unpackedChromium(): string {
  const { version } = JSON.parse(
    readFileSync(join(modulesFolder, '@sparticuz', 'chromium', 'package.json'), 'utf8'),
  ) as { version: string };
  const cache = join(modulesFolder, '.cache');
  const ready = join(cache, `chromium-${version}`);
  if (existsSync(join(ready, 'fonts.conf'))) return ready;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'unpacking-'));
  execFileSync(process.execPath, [join(__dirname, 'unpack-chromium.cjs')], {
    env: { PATH: process.env['PATH'], TMPDIR: aside, HOME: aside, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
  });
  const fonts = [join(packageFolder('dejavu-fonts-ttf'), 'ttf'), join(ready, 'fonts')];
  writeFileSync(join(aside, 'fonts.conf'), fontsConf(fonts));
  try {
    renameSync(aside, ready);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(ready, 'fonts.conf'))) throw error;
  }
  return ready;
}

/**
 * Fontconfig's only file: with no font at all Chromium dies on its first page. DejaVu covers the scripts of patients'
 * names; Open Sans, which comes with the browser, stands in for a desktop's own interface font.
 */
function fontsConf(folders: readonly string[]): string {
  const alias = (family: string, font: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join('\n  ')}
  ${alias('system-ui', 'Open Sans')}
  ${alias('sans-serif', 'DejaVu Sans')}
  ${alias('monospace', 'DejaVu Sans Mono')}
  ${alias('ui-monospace', 'DejaVu Sans Mono')}
</fontconfig>
`;
}

import type { ComponentChildren } from 'preact';
import { assetPath } from '../assets/assets';

interface DocumentProps {
  /** What this page is, first in the browser's tab. */
  readonly title: string;
  readonly site: string;
  readonly hasProblems?: boolean;
  /** Loads the page again after so many seconds where scripts do not run. */
  readonly reloadAfterSeconds?: number;
  readonly look?: 'staff' | 'patient' | 'plain';
  readonly children: ComponentChildren;
}

/** The whole HTML document. Every style and script is a file of ours: the content policy allows nothing inline. */
export function Document(props: DocumentProps) {
  const { title, site, hasProblems = false, reloadAfterSeconds, look = 'staff', children } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${hasProblems ? 'Problem: ' : ''}${title} – ${site}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="same-origin" />
        <meta name="color-scheme" content="light" />
        {reloadAfterSeconds ? (
          <noscript>
            <meta http-equiv="refresh" content={String(reloadAfterSeconds)} />
          </noscript>
        ) : null}
        <link rel="icon" href={assetPath('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPath('styles.css')} />
        <script src={assetPath('app.js')} defer />
      </head>
      <body class={`look-${look}`}>
        <a class="skip-link" href="#main">
          Skip to the main part
        </a>
        {children}
      </body>
    </html>
  );
}

/** Said on every page while no real card can be charged. */
export function SandboxBanner() {
  return (
    <aside class="sandbox" aria-label="Sandbox">
      <strong>Sandbox.</strong> No real card is charged here; only test card numbers work.
    </aside>
  );
}

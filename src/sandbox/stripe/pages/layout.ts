import { createHash } from 'node:crypto';
import { html, Markup } from './markup';
import { STYLE } from './style';

/** One piece of text, so that a formatter cannot add to what is hashed. */
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no frame, nothing from elsewhere. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** What a page handler answers: a page or a way to go. */
export type PageAnswer = { status: number; headers: Record<string, string>; body: string };

/** A whole page under the test-mode banner. */
export function page(status: number, title: string, content: Markup): PageAnswer {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header class="banner">Test mode — sandbox. No real money moves here.</header>
        <main>${content}</main>
      </body>
    </html>`;
  return { status, headers: { ...PAGE_HEADERS }, body: document.text };
}

/** Sends the browser on with a GET. */
export const redirect = (location: string): PageAnswer => ({ status: 303, headers: { Location: location }, body: '' });

/** A page that only says something, with an optional way back. */
export function notice(status: number, text: { title: string; words: string; back?: string | null }): PageAnswer {
  const back = text.back ? html`<a class="back" href="${text.back}">Back to the clinic</a>` : undefined;
  return page(
    status,
    text.title,
    html`<h1>${text.title}</h1>
      <p>${text.words}</p>
      ${back}`,
  );
}

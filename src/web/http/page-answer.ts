import type { FunctionComponent } from 'preact';
import { renderPage } from '../ui/render';

/** What a page's handler answers with. */
export type PageAnswer =
  | { readonly kind: 'html'; readonly status: number; readonly html: string; readonly formAction?: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'file'; readonly contentType: string; readonly fileName: string; readonly body: Buffer };

export interface PageOptions {
  /** 200 unless told; a form with problems answers 422. */
  readonly status?: number;
  /** An origin besides our own that a form on this page may lead to. */
  readonly formAction?: string;
}

/** A page, rendered. */
export const page = <Props extends object>(
  component: FunctionComponent<Props>,
  props: NoInfer<Props>,
  options: PageOptions = {},
): PageAnswer => ({
  kind: 'html',
  status: options.status ?? 200,
  html: renderPage(component, props),
  formAction: options.formAction,
});

/** Somewhere else, after a form has done its work: loading that page again repeats nothing. */
export const goTo = (to: string): PageAnswer => ({ kind: 'redirect', to });

/** A document shown in the browser. */
export const pdf = (body: Buffer, fileName: string): PageAnswer => ({
  kind: 'file',
  contentType: 'application/pdf',
  fileName,
  body,
});

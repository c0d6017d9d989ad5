import { h, type FunctionComponent } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A page component with its props, as the bytes a browser gets. Text is escaped; there is no way around it here. */
export function renderPage<Props extends object>(component: FunctionComponent<Props>, props: NoInfer<Props>): string {
  return `<!DOCTYPE html>${renderToString(h(component, props))}`;
}

import type { ComponentChildren } from 'preact';

interface CardProps {
  readonly title?: string;
  readonly id?: string;
  readonly aside?: ComponentChildren;
  /** The content is a table or a list that reaches the edges. */
  readonly isFlush?: boolean;
  readonly children: ComponentChildren;
}

/** A titled group on a page. */
export function Card({ title, id, aside, isFlush = false, children }: CardProps) {
  return (
    <section
      class={isFlush ? 'card card-flush' : 'card'}
      id={id}
      aria-labelledby={title && id ? `${id}-title` : undefined}
    >
      {title ? (
        <header class="card-head">
          <h2 id={id ? `${id}-title` : undefined}>{title}</h2>
          {aside}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children ? <div class="empty-text">{children}</div> : null}
    </div>
  );
}

/** One term and what it is. */
export interface Definition {
  readonly term: string;
  readonly value: ComponentChildren;
}

/** Facts, each under its name. */
export function DefinitionList({
  items,
  isInline = false,
}: {
  readonly items: readonly Definition[];
  readonly isInline?: boolean;
}) {
  return (
    <dl class={isInline ? 'facts facts-inline' : 'facts'}>
      {items.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure the page is about, with its name. */
export interface Figure {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly tone?: 'good' | 'bad' | 'calm';
}

/** The few figures at the head of a page. */
export function Figures({ items }: { readonly items: readonly Figure[] }) {
  return (
    <dl class="figures">
      {items.map(({ label, value, note, tone }) => (
        <div key={label} class={tone ? `figure figure-${tone}` : 'figure'}>
          <dt>{label}</dt>
          <dd>
            <span class="figure-value">{value}</span>
            {note ? <span class="figure-note">{note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

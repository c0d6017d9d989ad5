import type { ComponentChildren } from 'preact';

type Kind = 'primary' | 'secondary' | 'quiet';

interface Look {
  readonly kind?: Kind;
  readonly isLarge?: boolean;
  /** A single key that does the same; shown as a hint, never destroys anything. */
  readonly shortcut?: string;
  readonly children: ComponentChildren;
}

interface ButtonProps extends Look {
  readonly name?: string;
  readonly value?: string;
  /** Posts the form elsewhere: the way back from a review. */
  readonly formaction?: string;
  readonly isFocused?: boolean;
}

interface ButtonLinkProps extends Look {
  readonly href: string;
  /** Says what the link is about when its words repeat down a table. */
  readonly about?: string;
}

const looks = ({ kind = 'secondary', isLarge = false }: Look): string =>
  `button button-${kind}${isLarge ? ' button-large' : ''}`;

function KeyHint({ of }: { readonly of: string | undefined }) {
  return of ? (
    <kbd class="key-hint" aria-hidden="true">
      {of.toUpperCase()}
    </kbd>
  ) : null;
}

/** A button that submits its form. */
export function Button(props: ButtonProps) {
  const { name, value, formaction, isFocused, shortcut, children } = props;
  return (
    <button
      type="submit"
      class={looks(props)}
      name={name}
      value={value}
      formaction={formaction}
      formnovalidate={formaction !== undefined}
      autofocus={isFocused}
      data-shortcut={shortcut}
      aria-keyshortcuts={shortcut}
    >
      <span>{children}</span>
      <KeyHint of={shortcut} />
    </button>
  );
}

/** A link that looks like the action it starts. */
export function ButtonLink(props: ButtonLinkProps) {
  const { href, shortcut, about, children } = props;
  return (
    <a class={looks(props)} href={href} data-shortcut={shortcut} aria-keyshortcuts={shortcut}>
      <span>
        {children}
        {about ? <span class="visually-hidden"> {about}</span> : null}
      </span>
      <KeyHint of={shortcut} />
    </a>
  );
}

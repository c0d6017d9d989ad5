import type { ComponentChildren } from 'preact';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Document, SandboxBanner } from './document';
import { ErrorSummary } from './error-summary';
import { HelpDialog } from './help-dialog';
import { Mark } from './mark';

/** What every page of the staff shows around its own part. */
export interface Shell {
  readonly clinicName: string;
  readonly userName: string;
  readonly roleName: string;
  readonly csrf: string;
  readonly isSandbox: boolean;
  readonly mayFindPatients: boolean;
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

interface StaffPageProps {
  readonly shell: Shell;
  readonly title: string;
  /** The heading, where it says more than the title. */
  readonly heading?: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string };
  readonly actions?: ComponentChildren;
  /** The address of the part of the site this page is in. */
  readonly at?: string;
  readonly find?: string;
  readonly form?: FormState;
  readonly width?: 'wide' | 'narrow';
  readonly children: ComponentChildren;
}

/** A page of the staff: top bar, heading, what is wrong, then the page's own part. */
export function StaffPage(props: StaffPageProps) {
  const { shell, title, heading, lead, back, actions, form = EMPTY_FORM, width = 'wide', children } = props;
  const hasProblems = form.problems.length > 0 || form.detail !== undefined;
  return (
    <Document title={title} site={shell.clinicName} hasProblems={hasProblems}>
      {shell.isSandbox ? <SandboxBanner /> : null}
      <TopBar {...props} />
      <main id="main" class={`main main-${width}`} tabIndex={-1}>
        <ErrorSummary form={form} />
        <div class="page-head">
          <div class="page-head-text">
            {back ? (
              <a class="back" href={back.href}>
                {back.label}
              </a>
            ) : null}
            <h1>{heading ?? title}</h1>
            {lead ? <div class="lead">{lead}</div> : null}
          </div>
          {actions ? <div class="page-actions">{actions}</div> : null}
        </div>
        {children}
      </main>
      <HelpDialog />
    </Document>
  );
}

function TopBar({ shell, at, find }: StaffPageProps) {
  return (
    <header class="top">
      <div class="top-in">
        <a class="clinic" href="/">
          <Mark />
          <span>{shell.clinicName}</span>
        </a>
        <nav class="top-nav" aria-label="Main">
          {shell.links.map(({ href, label }) => (
            <a key={href} href={href} aria-current={href === at ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        {shell.mayFindPatients ? <FindBox find={find} /> : null}
        <div class="who">
          <span class="who-name">
            {shell.userName}
            <span class="who-role">{shell.roleName}</span>
          </span>
          <form method="post" action="/sign-out">
            <input type="hidden" name="_csrf" value={shell.csrf} />
            <button type="submit" class="link-button">
              Sign out
            </button>
          </form>
        </div>
      </div>
    </header>
  );
}

function FindBox({ find }: { readonly find: string | undefined }) {
  return (
    <form class="find" role="search" method="get" action="/patients">
      <label class="visually-hidden" for="find">
        Find a patient
      </label>
      <input
        id="find"
        name="query"
        type="search"
        value={find}
        placeholder="Find a patient"
        autocomplete="off"
        data-shortcut="/"
        aria-keyshortcuts="/ Control+K"
      />
      <kbd class="find-key" aria-hidden="true">
        /
      </kbd>
    </form>
  );
}

interface FormTokensProps {
  readonly csrf: string;
  /** Made when the page is rendered: the same form posted twice has one effect. */
  readonly idempotencyKey?: string;
}

/** What every form of the staff carries unseen. */
export function FormTokens({ csrf, idempotencyKey }: FormTokensProps) {
  return (
    <>
      <input type="hidden" name="_csrf" value={csrf} />
      {idempotencyKey ? <input type="hidden" name="_idempotencyKey" value={idempotencyKey} /> : null}
    </>
  );
}

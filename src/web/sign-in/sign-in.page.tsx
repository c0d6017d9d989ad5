import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Document, SandboxBanner } from '../ui/document';
import { ErrorSummary } from '../ui/error-summary';
import { Field } from '../ui/field';
import { Mark } from '../ui/mark';

export interface SignInPageProps {
  readonly form: FormState;
  readonly isSandbox: boolean;
  /** Where to go afterwards, a path of this site. */
  readonly next?: string;
}

/** The door: e-mail and password. */
export function SignInPage({ form, isSandbox, next }: SignInPageProps) {
  const hasProblems = form.problems.length > 0 || form.detail !== undefined;
  return (
    <Document title="Sign in" site="Clinic billing" hasProblems={hasProblems} look="plain">
      {isSandbox ? <SandboxBanner /> : null}
      <main id="main" class="door" tabIndex={-1}>
        <div class="door-mark">
          <Mark />
          <span>Clinic billing</span>
        </div>
        <section class="card door-card">
          <h1>Sign in</h1>
          <ErrorSummary form={form} title="You are not signed in" />
          <form method="post" action="/sign-in" novalidate data-once>
            {next ? <input type="hidden" name="next" value={next} /> : null}
            <Field
              form={form}
              name="email"
              label="E-mail"
              type="email"
              autocomplete="username"
              isFocused={!hasProblems}
            />
            <Field form={form} name="password" label="Password" type="password" autocomplete="current-password" />
            <Button kind="primary" isLarge>
              Sign in
            </Button>
          </form>
        </section>
        <p class="door-note">Sign-ins are recorded. You are signed out after 15 minutes without work.</p>
      </main>
    </Document>
  );
}

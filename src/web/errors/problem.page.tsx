import { ButtonLink } from '../ui/button';
import { Document } from '../ui/document';

export interface ProblemPageProps {
  readonly status: number;
  /** What happened, in a few words. */
  readonly title: string;
  /** What to do about it. */
  readonly detail: string;
  /** Each thing that is wrong, where the rule named them. */
  readonly problems?: readonly string[];
  /** To tell to whoever looks after the service. */
  readonly requestId?: string;
  readonly home?: { readonly href: string; readonly label: string };
}

/** A page instead of the one that was asked for: what happened and what to do, nothing about the machine. */
export function ProblemPage({ status, title, detail, problems = [], requestId, home }: ProblemPageProps) {
  return (
    <Document title={title} site="Clinic billing" look="plain">
      <main id="main" class="door" tabIndex={-1}>
        <section class="card door-card">
          <p class="problem-status">{status}</p>
          <h1>{title}</h1>
          <p>{detail}</p>
          {problems.length > 0 ? (
            <ul class="bullets">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          ) : null}
          {home ? (
            <ButtonLink href={home.href} kind="primary">
              {home.label}
            </ButtonLink>
          ) : null}
          {requestId ? <p class="hint">Reference {requestId}</p> : null}
        </section>
      </main>
    </Document>
  );
}

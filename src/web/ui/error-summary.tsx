import { fieldId, type FormState } from '../forms/form-state';

interface ErrorSummaryProps {
  readonly form: FormState;
  readonly title?: string;
}

/** What is wrong with a form, first on the page and focused, each line a link to its field. */
export function ErrorSummary({ form, title = 'Please look at this again' }: ErrorSummaryProps) {
  if (form.problems.length === 0 && form.detail === undefined) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title}</h2>
      {form.detail ? <p>{form.detail}</p> : null}
      {form.problems.length > 0 ? (
        <ul>
          {form.problems.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${fieldId(field)}`}>{message}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

import type { ComponentChildren } from 'preact';
import type { FormState } from '../forms/form-state';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import type { StateWords } from './claim-words';

const PLACES = [
  { href: '/claims', label: 'Claims' },
  { href: '/claims/denials', label: 'Turned back' },
  { href: '/claims/batches', label: 'Files' },
  { href: '/claims/acknowledgements', label: 'Acknowledgements' },
  { href: '/remittances', label: 'Remittances' },
  { href: '/claims/routing', label: 'Routing' },
  { href: '/claims/settings', label: 'Settings' },
] as const;

interface ClaimsFrameProps {
  readonly shell: Shell;
  readonly title: string;
  readonly here: (typeof PLACES)[number]['href'];
  readonly actions?: ComponentChildren;
  readonly form?: FormState;
  readonly children: ComponentChildren;
}

/** One of the lists of work with payers, with the way to the others. */
export function ClaimsFrame({ shell, title, here, actions, form, children }: ClaimsFrameProps) {
  return (
    <StaffPage shell={shell} at="/claims" title={title} actions={actions} form={form}>
      <nav class="filters filters-alone" aria-label="Work with payers">
        {PLACES.map(({ href, label }) => (
          <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {children}
    </StaffPage>
  );
}

/** A state in words and color. */
export const StateTag = ({ of: [words, tone] }: { readonly of: StateWords }) => <Tag tone={tone}>{words}</Tag>;

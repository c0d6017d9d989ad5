import { Button } from '../ui/button';
import { FormTokens } from '../ui/staff-page';

interface SuperbillButtonProps {
  readonly patientId: string;
  readonly visitId: string;
  readonly csrf: string;
  readonly kind?: 'secondary' | 'quiet';
}

/** Issues the superbill of a visit and opens it; asked again, the same paper is opened. */
export function SuperbillButton({ patientId, visitId, csrf, kind = 'secondary' }: SuperbillButtonProps) {
  return (
    <form method="post" action={`/patients/${patientId}/superbills`}>
      <FormTokens csrf={csrf} />
      <input type="hidden" name="visitId" value={visitId} />
      <Button kind={kind}>Superbill (PDF)</Button>
    </form>
  );
}

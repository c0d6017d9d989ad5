import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import type { SeatShown } from './till-shown';

/** Whether the patient of a seat came, on the form. */
export const attendanceField = (seatId: string): string => `attendance.${seatId}`;

const OUTCOMES = [
  { value: '', label: '–' },
  { value: 'came', label: 'Came' },
  { value: 'no_show', label: 'Did not come' },
];

interface AttendanceCardProps {
  readonly shell: Shell;
  readonly id: string;
  readonly idempotencyKey: string;
  readonly form: FormState;
  readonly taken: readonly SeatShown[];
}

/** Ends the session: who came is charged at the price of their seat. */
export function AttendanceCard({ shell, id, idempotencyKey, form, taken }: AttendanceCardProps) {
  return (
    <Card title="Who came" id="attendance">
      <form method="post" action={`/groups/${id}/complete`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="fields">
          {taken.map(({ seatId = '', patient }) => (
            <SelectField
              key={seatId}
              form={form}
              name={attendanceField(seatId)}
              label={patient?.name ?? ''}
              options={OUTCOMES}
              width="half"
            />
          ))}
        </div>
        <p class="hint">
          Everybody who came is charged the price fixed with their seat, and what they paid ahead is applied. A held
          seat left open is given up.
        </p>
        <div class="form-end">
          <Button kind="primary" isLarge>
            End the session and charge
          </Button>
        </div>
      </form>
    </Card>
  );
}

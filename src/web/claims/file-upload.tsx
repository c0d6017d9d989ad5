import type { FormState } from '../forms/form-state';
import { FILE_FIELD } from '../http/file-form';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { FormTokens } from '../ui/staff-page';

interface FileUploadProps {
  readonly csrf: string;
  readonly action: string;
  readonly label: string;
  readonly hint: string;
  readonly form: FormState;
}

/** A form that takes one file from the clearinghouse. */
export function FileUpload({ csrf, action, label, hint, form }: FileUploadProps) {
  return (
    <form method="post" action={action} enctype="multipart/form-data" novalidate data-once>
      <FormTokens csrf={csrf} />
      <Field form={form} name={FILE_FIELD} label={label} hint={hint} type="file" />
      <div class="form-end">
        <Button kind="primary">Take it in</Button>
      </div>
    </form>
  );
}

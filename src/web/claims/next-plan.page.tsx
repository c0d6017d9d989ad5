import { Field } from '../ui/field';
import { ClaimDeed, type ClaimDeedPageProps, NOTE_HINT } from './claim-deeds.page';

export const NextPlanPage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="Ask the next plan"
    path="next-plan"
    what="A claim to the patient’s next plan is made, which tells it what this payer decided. The patient is billed nothing of it until that plan has answered."
    deed="Make the claim to the next plan"
  />
);

export const ReleasePage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="Leave it to the patient"
    path="release"
    what="The patient is billed what the plan before had left to them: this plan did not take it, or will not be asked. Never more than that, nor than is still open."
    deed="Bill the patient"
  >
    <Field form={props.form} name="note" label="Why" hint={NOTE_HINT} maxlength={500} />
  </ClaimDeed>
);

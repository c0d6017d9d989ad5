import { TASK_KINDS, type TaskFacts, type TaskKind } from './task-kinds';
import {
  CentsField,
  EnumField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

export class TaskSubjectView {
  @TextField({ example: 'payment' }) type: string;
  @TextField({ description: 'Our id, or the processor’s for an object that is not ours.' }) id: string;
}

class TaskFactsView {}

/** Work for a person: what it is about, since when, whose it is, and what was done. */
export class TaskView {
  @UuidField({ readOnly: true }) id: string;
  @EnumField(TASK_KINDS) kind: TaskKind;
  @ObjectField(() => TaskSubjectView) subject: TaskSubjectView;
  @UuidField({ nullable: true }) patientId: string | null;
  @CentsField({ nullable: true, description: 'What is at stake.' }) amountCents: number | null;
  @ObjectField(() => TaskFactsView, { description: 'Codes, amounts and ids that explain it.' }) facts: TaskFacts;
  @InstantField() raisedAt: string;
  @InstantField({ nullable: true }) dueAt: string | null;
  @IntField({ description: 'Whole days since it was raised.' }) ageDays: number;
  @UuidField({ nullable: true, description: 'The staff user who looks after it.' }) assignedTo: string | null;
  @EnumField(['open', 'done']) status: 'open' | 'done';
  @InstantField({ nullable: true }) closedAt: string | null;
  @TextField({ nullable: true, max: 500, description: 'What was done.' }) resolution: string | null;
}

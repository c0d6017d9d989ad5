import { EnumField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { TASK_KINDS } from '../task-kinds';

export class TasksQueryDto extends PageQuery {
  @EnumField(TASK_KINDS, { optional: true }) kind?: string;
  @EnumField(['open', 'done'], { optional: true }) status?: string;
  @UuidField({ optional: true }) assignedTo?: string;
  @TextField({ max: 255, optional: true, description: 'What the task is about.' }) subjectId?: string;
}

export class AssignTaskDto {
  @UuidField({ nullable: true, description: 'A staff user; null gives it back to everybody.' })
  staffUserId: string | null;
}

export class CloseTaskDto {
  @TextField({ max: 500, description: 'What was done.', example: 'Called the patient, card replaced' })
  resolution: string;
}

export class ApprovalsQueryDto extends PageQuery {
  @EnumField(['requested', 'approved', 'rejected'], { optional: true }) status?: string;
}

export class DecideApprovalDto {
  @TextField({ max: 500, optional: true }) note?: string;
}

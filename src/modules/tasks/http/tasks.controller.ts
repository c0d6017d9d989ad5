import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AssignTask } from '../assign-task';
import { CloseTask } from '../close-task';
import { TaskView } from '../task.view';
import { TasksReader } from '../tasks.reader';
import { AssignTaskDto, CloseTaskDto, TasksQueryDto } from './tasks.dto';

/** What the service could not settle by itself. */
@ApiTags('tasks')
@Controller('v1/tasks')
@Permit('tasks.work')
export class TasksController {
  constructor(
    private readonly tasks: TasksReader,
    private readonly assignTask: AssignTask,
    private readonly closeTask: CloseTask,
  ) {}

  @Get()
  @AuditRead('task')
  @Answers({ type: TaskView, list: true, description: 'Tasks, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: TasksQueryDto): Promise<Page<TaskView>> {
    return this.tasks.list(query);
  }

  @Get(':id')
  @AuditRead('task')
  @Answers({ type: TaskView, description: 'One task.', problems: ['not_found', 'task_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<TaskView> {
    return this.tasks.get(id);
  }

  @Post(':id/assign')
  @Answers({
    type: TaskView,
    description: 'Give the task to somebody.',
    problems: ['not_found', 'task_unknown', 'staff_user_unknown'],
  })
  async assign(@Param('id', UuidPipe) id: string, @Body() body: AssignTaskDto): Promise<TaskView> {
    await this.assignTask.execute(id, body.staffUserId);
    return this.tasks.get(id);
  }

  @Post(':id/close')
  @Answers({ type: TaskView, description: 'Say what was done.', problems: ['not_found', 'task_unknown'] })
  async close(@Param('id', UuidPipe) id: string, @Body() body: CloseTaskDto): Promise<TaskView> {
    await this.closeTask.execute(id, body.resolution);
    return this.tasks.get(id);
  }
}

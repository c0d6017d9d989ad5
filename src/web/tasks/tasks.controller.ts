import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { AssignTask } from '../../modules/tasks/assign-task';
import { CloseTask } from '../../modules/tasks/close-task';
import { RequestContext } from '../../platform/context/request-context';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import type { Refusal } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { textOf } from '../http/query-text';
import { TaskDesk } from './task-desk';
import { TaskSight } from './task-sight';
import { TaskPage } from './task.page';
import { ToDoPage } from './to-do.page';

/** /tasks: the work queues. */
@PageController('tasks')
@Permit('tasks.work')
export class TasksController {
  constructor(
    private readonly desk: TaskDesk,
    private readonly assign: AssignTask,
    private readonly closing: CloseTask,
    private readonly sight: TaskSight,
    private readonly context: RequestContext,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @AuditRead('task')
  async list(
    @Req() request: FastifyRequest,
    @Query('kind') kind: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    const list = await this.desk.list(textOf(kind), textOf(cursor));
    return page(ToDoPage, {
      ...list,
      approvals: await this.sight.withPages(list.approvals),
      shell: await this.shell.of(request),
      mayDecide: this.sight.mayDecide,
      queues: await this.sight.queues(),
    });
  }

  @Get(':id')
  @AuditRead('task')
  async show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post(':id/take')
  async take(@Param('id', UuidPipe) id: string): Promise<PageAnswer> {
    await this.assign.execute(id, this.context.actor.id);
    return goTo(`/tasks#task-${id}`);
  }

  @Post(':id/close')
  async close(
    @Param('id', UuidPipe) id: string,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const resolution = typed.text('resolution', { needed: 'Say in a few words what was done.' });
    if (resolution === undefined || resolution.length > 500)
      return this.page(request, id, { status: 422, form: typed.state });
    await this.closing.execute(id, resolution);
    return goTo('/tasks');
  }

  private async page(request: FastifyRequest, id: string, { status, form }: Refusal): Promise<PageAnswer> {
    const { subject, ...task } = await this.desk.one(id);
    const subjectHref = subject && this.sight.openable(subject);
    return page(TaskPage, { ...task, subjectHref, shell: await this.shell.of(request), form }, { status });
  }
}

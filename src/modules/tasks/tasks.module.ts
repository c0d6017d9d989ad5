import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ApprovalsReader } from './approvals.reader';
import { AssignTask } from './assign-task';
import { CloseTask } from './close-task';
import { DecideApproval } from './decide-approval';
import { ApprovalsController } from './http/approvals.controller';
import { TasksController } from './http/tasks.controller';
import { ApprovalsRepository } from './persistence/approvals.repository';
import { TasksRepository } from './persistence/tasks.repository';
import { RaiseTask } from './raise-task';
import { RequestApproval } from './request-approval';
import { TasksReader } from './tasks.reader';

/**
 * Tasks: what a person still has to look at, and what one person asked another to agree to.
 *
 * Owns: tasks, approvals.
 * Doors: raise-task, close-task, assign-task, tasks.reader; request-approval, decide-approval, approval-handler, approvals.reader.
 * May call: access. Never: learns what a refund or a drawer is; the room that asks carries it out.
 */
@Module({
  imports: [AccessModule],
  controllers: [TasksController, ApprovalsController],
  providers: [
    RaiseTask,
    CloseTask,
    AssignTask,
    TasksReader,
    RequestApproval,
    DecideApproval,
    ApprovalsReader,
    TasksRepository,
    ApprovalsRepository,
  ],
  exports: [RaiseTask, CloseTask, AssignTask, TasksReader, RequestApproval, DecideApproval, ApprovalsReader],
})
export class TasksModule {}

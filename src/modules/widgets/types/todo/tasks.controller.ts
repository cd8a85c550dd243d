import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { Endpoint } from '../../../../common/http/endpoint.js';
import { IdParam } from '../../../../common/http/id-param.js';
import { IfMatch } from '../../../../common/http/if-match.js';
import { listTextPage } from '../../../../common/http/list-query.dto.js';
import { MetaReply, type ListTextReply } from '../../../../common/http/replies.js';
import type { TimelineEntry } from './series/timeline.js';
import { TaskListsService } from './task-lists.service.js';
import { TaskMovesService } from './task-moves.service.js';
import { TaskProgressService } from './task-progress.service.js';
import type { TaskStepView } from './task-view.js';
import { viewKey } from './task-views.js';
import type { TaskView } from './tasks.contract.js';
import {
  CreateTaskRequest,
  MoveTaskRequest,
  OccurrencesQuery,
  TasksQuery,
  TaskStepRequest,
  UpdateTaskRequest,
} from './tasks.dto.js';
import {
  OccurrenceResponse,
  OccurrencesMeta,
  TaskResponse,
  TasksMeta,
  TaskStepResponse,
} from './tasks.responses.dto.js';
import { TasksService } from './tasks.service.js';

const COUNTED =
  '`meta.counts` of the first page counts all of the list by priority and category (not `done`, `all`).';
const BY_DATE = 'Without `occurrence` it is the one that is due, or else the next.';

/** Tasks, of one to-do widget or of all. */
@ApiTags('todo')
@ApiBearerAuth()
@Controller()
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly lists: TaskListsService,
    private readonly progress: TaskProgressService,
    private readonly moves: TaskMovesService,
  ) {}

  @Get('widgets/:id/tasks')
  @Endpoint({
    summary: 'List the tasks of a to-do widget',
    description: COUNTED,
    message: 'Tasks',
    returns: TaskResponse,
    paged: true,
    meta: TasksMeta,
    failures: { 409: 'widget_type_mismatch' },
  })
  listOfWidget(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Query() query: TasksQuery,
  ): Promise<ListTextReply> {
    return listTextPage(query, `tasks:${widgetId}`, viewKey(query.view), (page) =>
      this.lists.page(actor, { ...query, widgetId }, page),
    );
  }

  @Post('widgets/:id/tasks')
  @Endpoint({
    summary: 'Add a task to a to-do widget',
    message: 'Task created',
    status: 201,
    returns: TaskResponse,
    location: '/tasks/{id}',
    versioned: true,
    failures: { 409: 'id_taken, task_limit_reached, widget_type_mismatch' },
  })
  create(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @Body() request: CreateTaskRequest,
  ): Promise<TaskView> {
    return this.tasks.create(actor, widgetId, request);
  }

  @Get('tasks')
  @Endpoint({
    summary: 'List your tasks, such as what is due today',
    description: COUNTED,
    message: 'Tasks',
    returns: TaskResponse,
    paged: true,
    meta: TasksMeta,
  })
  list(@CurrentActor() actor: Actor, @Query() query: TasksQuery): Promise<ListTextReply> {
    return listTextPage(query, 'tasks', viewKey(query.view), (page) => this.lists.page(actor, query, page));
  }

  @Get('tasks/:id')
  @Endpoint({ summary: 'Read a task', message: 'Task', returns: TaskResponse, versioned: true })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<TaskView> {
    return this.tasks.get(actor, id);
  }

  @Patch('tasks/:id')
  @Endpoint({
    summary: 'Change a task, or move it to another widget',
    message: 'Task updated',
    returns: TaskResponse,
    versioned: true,
    failures: { 409: 'task_limit_reached, widget_type_mismatch' },
  })
  update(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: UpdateTaskRequest,
    @IfMatch() version?: number,
  ): Promise<TaskView> {
    return this.tasks.update(actor, id, request, version);
  }

  @Delete('tasks/:id')
  @Endpoint({
    summary: 'Delete a task with its history',
    message: 'Task deleted',
    returns: null,
    versioned: true,
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.tasks.remove(actor, id, version);
  }

  @Post('tasks/:id/complete')
  @Endpoint({
    summary: 'Do a task, or one occurrence of it',
    description: `${BY_DATE} Doing it again changes nothing. \`occurrence\` of the answer is what was completed, \`undo\` what takes it back.`,
    message: 'Task completed',
    returns: TaskStepResponse,
    versioned: true,
    failures: { 409: 'occurrence_superseded, occurrences_too_far_ahead' },
  })
  complete(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { occurrence }: TaskStepRequest,
  ): Promise<TaskStepView> {
    return this.progress.complete(actor, id, occurrence);
  }

  @Post('tasks/:id/reopen')
  @Endpoint({
    summary: 'Take back that a task, or one occurrence, was done or skipped',
    description: 'Without `occurrence` it is the one that was done or skipped last; again changes nothing.',
    message: 'Task reopened',
    returns: TaskStepResponse,
    versioned: true,
    failures: { 409: 'occurrence_superseded' },
  })
  reopen(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { occurrence }: TaskStepRequest,
  ): Promise<TaskStepView> {
    return this.progress.reopen(actor, id, occurrence);
  }

  @Post('tasks/:id/skip')
  @Endpoint({
    summary: 'Leave out one occurrence of a recurring task',
    description: `${BY_DATE} Skipping it again changes nothing.`,
    message: 'Task skipped',
    returns: TaskStepResponse,
    versioned: true,
    failures: { 409: 'task_not_recurring, occurrence_superseded, occurrences_too_far_ahead' },
  })
  skip(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { occurrence }: TaskStepRequest,
  ): Promise<TaskStepView> {
    return this.progress.skip(actor, id, occurrence);
  }

  @Post('tasks/:id/move')
  @Endpoint({
    summary: 'Move one occurrence of a recurring task to another day or time',
    description:
      'The series stays, and so do the id and the `date` of the occurrence. A moved one is due on its new day until it is completed or skipped. A change of the rule keeps what is moved as long as the rule names its day.',
    message: 'Task moved',
    returns: TaskStepResponse,
    versioned: true,
    failures: { 409: 'task_not_recurring, occurrence_settled, moves_limit_reached' },
  })
  move(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() request: MoveTaskRequest,
  ): Promise<TaskStepView> {
    return this.moves.move(actor, id, request);
  }

  @Get('tasks/:id/occurrences')
  @Endpoint({
    summary: 'List the occurrences of a task, with what became of them',
    description: 'At most 1,000; `meta.truncated` says that the stretch has, or may have, more.',
    message: 'Occurrences',
    returns: [OccurrenceResponse],
    meta: OccurrencesMeta,
  })
  async occurrences(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: OccurrencesQuery,
  ): Promise<MetaReply<readonly TimelineEntry[]>> {
    const { entries, truncated } = await this.progress.occurrences(actor, id, query);
    return new MetaReply(entries, { truncated });
  }
}

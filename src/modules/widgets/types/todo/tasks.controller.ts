import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../widgets.contract.js';
import { IdTaken, WidgetTypeMismatch } from '../../widgets.errors.js';
import {
  OccurrenceSettled,
  OccurrenceSuperseded,
  TaskLimitReached,
  TaskNotFound,
  TaskNotRecurring,
  TooFarAhead,
  TooManyMoves,
} from './tasks.errors.js';
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
    id: 'listWidgetTasks',
    summary: 'List the tasks of a widget',
    description:
      '`meta.counts` of the first page counts all matching tasks by priority and category, except for the views `done` and `all`.',
    message: 'Tasks',
    returns: TaskResponse,
    paged: true,
    meta: TasksMeta,
    failures: [new WidgetNotFound(), new WidgetTypeMismatch('notes', 'todo')],
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
    id: 'createTask',
    summary: 'Create a task',
    description: 'Adds a one-off or recurring task to a to-do widget.',
    message: 'Task created',
    status: 201,
    returns: TaskResponse,
    location: '/tasks/{id}',
    versioned: true,
    failures: [
      new WidgetNotFound(),
      new IdTaken(),
      new TaskLimitReached(10_000),
      new WidgetTypeMismatch('notes', 'todo'),
    ],
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
    id: 'listTasks',
    summary: 'List tasks',
    description:
      'Tasks of all to-do widgets. `meta.counts` of the first page counts all matching tasks by priority and category, except for the views `done` and `all`.',
    message: 'Tasks',
    returns: TaskResponse,
    paged: true,
    meta: TasksMeta,
  })
  list(@CurrentActor() actor: Actor, @Query() query: TasksQuery): Promise<ListTextReply> {
    return listTextPage(query, 'tasks', viewKey(query.view), (page) => this.lists.page(actor, query, page));
  }

  @Get('tasks/:id')
  @Endpoint({
    id: 'getTask',
    summary: 'Get a task',
    description: 'A task with its next occurrence.',
    message: 'Task',
    returns: TaskResponse,
    versioned: true,
    failures: [new TaskNotFound()],
  })
  get(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<TaskView> {
    return this.tasks.get(actor, id);
  }

  @Patch('tasks/:id')
  @Endpoint({
    id: 'updateTask',
    summary: 'Update a task',
    description: 'Omitted fields stay unchanged. `widgetId` moves the task to another to-do widget.',
    message: 'Task updated',
    returns: TaskResponse,
    versioned: true,
    failures: [new TaskNotFound(), new TaskLimitReached(10_000), new WidgetTypeMismatch('notes', 'todo')],
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
    id: 'deleteTask',
    summary: 'Delete a task',
    description: 'Deletes the task with its history.',
    message: 'Task deleted',
    returns: null,
    versioned: true,
    failures: [new TaskNotFound()],
  })
  remove(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() version?: number): Promise<void> {
    return this.tasks.remove(actor, id, version);
  }

  @Post('tasks/:id/complete')
  @Endpoint({
    id: 'completeTask',
    summary: 'Complete a task',
    description:
      'Completes a task, or one occurrence of a recurring task: the given one, or else the one that is due, or else the next. Idempotent. The response has the completed `occurrence`, and what undoes it in `undo`.',
    message: 'Task completed',
    returns: TaskStepResponse,
    versioned: true,
    failures: [new TaskNotFound(), new OccurrenceSuperseded(), new TooFarAhead(366)],
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
    id: 'reopenTask',
    summary: 'Reopen a task',
    description:
      'Undoes a completion or a skip: of the given occurrence, or else of the latest one. Idempotent.',
    message: 'Task reopened',
    returns: TaskStepResponse,
    versioned: true,
    failures: [new TaskNotFound(), new OccurrenceSuperseded()],
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
    id: 'skipTask',
    summary: 'Skip an occurrence of a task',
    description:
      'Skips one occurrence of a recurring task: the given one, or else the one that is due, or else the next. Idempotent.',
    message: 'Task skipped',
    returns: TaskStepResponse,
    versioned: true,
    failures: [new TaskNotFound(), new TaskNotRecurring(), new OccurrenceSuperseded(), new TooFarAhead(366)],
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
    id: 'moveTask',
    summary: 'Move an occurrence of a task',
    description:
      'Moves one occurrence of a recurring task to another day or time. The series, the id and the `date` of the occurrence stay the same. It is due on its new day until it is completed or skipped; a change of the rule keeps the move as long as the rule includes its day.',
    message: 'Task moved',
    returns: TaskStepResponse,
    versioned: true,
    failures: [new TaskNotFound(), new TaskNotRecurring(), new OccurrenceSettled(), new TooManyMoves(100)],
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
    id: 'listTaskOccurrences',
    summary: 'List the occurrences of a task',
    description:
      'At most 1,000, each with its state. `meta.truncated` tells whether the window has, or may have, more.',
    message: 'Occurrences',
    returns: [OccurrenceResponse],
    meta: OccurrencesMeta,
    failures: [new TaskNotFound()],
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

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../../../users/users.module.js';
import { WidgetsModule } from '../../widgets.module.js';
import { DatedTasksRepository } from './feed/dated-tasks.repository.js';
import { TaskCalendarSource } from './feed/task-calendar.source.js';
import { TaskHistoryRepository } from './task-history.repository.js';
import { TaskListsRepository } from './task-lists.repository.js';
import { TaskListsService } from './task-lists.service.js';
import { TaskMove } from './task-move.entity.js';
import { TaskMovesService } from './task-moves.service.js';
import { TaskProgressService } from './task-progress.service.js';
import { TaskSettlement } from './task-settlement.entity.js';
import { TaskZonesFollower } from './task-zones.follower.js';
import { Task } from './task.entity.js';
import { TasksController } from './tasks.controller.js';
import { TasksRepository } from './tasks.repository.js';
import { TasksService } from './tasks.service.js';
import { TodoWidget } from './todo.widget.js';
import { AgendaTasksRepository } from './agenda/agenda-tasks.repository.js';
import { TaskAgendaSource } from './agenda/task-agenda.source.js';

/** To-do lists. */
@Module({
  imports: [WidgetsModule, UsersModule, TypeOrmModule.forFeature([Task, TaskSettlement, TaskMove])],
  controllers: [TasksController],
  providers: [
    TodoWidget,
    TasksRepository,
    TaskHistoryRepository,
    TaskListsRepository,
    TasksService,
    TaskListsService,
    TaskProgressService,
    TaskMovesService,
    TaskZonesFollower,
    DatedTasksRepository,
    TaskCalendarSource,
    AgendaTasksRepository,
    TaskAgendaSource,
  ],
  exports: [TasksService],
})
export class TodoModule {}

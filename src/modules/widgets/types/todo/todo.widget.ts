import { Injectable } from '@nestjs/common';
import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { describeTodo, type TodoFacts } from './todo-caption.js';
import { TodoData } from './todo-data.dto.js';
import { TODO_ATTENTION, TODO_DATA } from './todo-sql.js';
import { TODO, TODO_LIMITS, TodoSettings } from './todo.settings.js';

/** A to-do list: tasks, one-off or recurring. */
@WidgetTypeProvider()
@Injectable()
export class TodoWidget implements WidgetType<TodoSettings, TodoFacts> {
  readonly key = TODO;
  readonly name = 'To-do list';
  readonly about = 'Tasks, one-off or recurring, with what is due today and what is late';
  readonly settings = TodoSettings;
  readonly defaultSize = 'medium';
  readonly dueNoun = { one: 'task', many: 'tasks', ahead: 'due today' };
  readonly limits = TODO_LIMITS;
  readonly data = TODO_DATA;
  readonly dataResponse = TodoData;
  readonly attention = TODO_ATTENTION;
  readonly describe = describeTodo;
}

type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** Somebody whose weeks are lived. In texts, `{day}` is the first date and `{day+3}` the third after it. */
export interface PlannedPerson {
  readonly name: string;
  readonly timeZone: string;
  readonly widgets: readonly PlannedWidget[];
  /** Days on which all that is due is done around noon. */
  readonly completesOn: readonly Weekday[];
  /** Days on which what rings is dismissed. */
  readonly dismissesOn: readonly Weekday[];
  /** Trackers by name, with the values that are logged one after the other in the afternoon; without one it is a tick. */
  readonly logs: readonly {
    readonly tracker: string;
    readonly on: readonly Weekday[];
    readonly values?: readonly number[];
  }[];
}

/** A widget as it is posted, with what is posted into it. */
export interface PlannedWidget {
  readonly widget: { readonly type: string; readonly title: string } & Readonly<Record<string, unknown>>;
  readonly tasks?: readonly object[];
  readonly trackers?: readonly object[];
  readonly alarms?: readonly object[];
  readonly events?: readonly object[];
  readonly notes?: readonly object[];
  readonly searches?: readonly object[];
}

const WORKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR'];
const EVERY_DAY: readonly Weekday[] = [...WORKDAYS, 'SA', 'SU'];

const student: PlannedPerson = {
  name: 'Mira, who studies',
  timeZone: 'Europe/Berlin',
  widgets: [
    {
      widget: { type: 'todo', title: 'University', category: 'study', importance: 5 },
      tasks: [
        { content: 'Read a chapter', dueDate: '{day}', rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
        { content: 'Hand in the essay', dueDate: '{day+9}', dueTime: '23:59', priority: 1 },
        { content: 'Ask about the seminar' },
      ],
    },
    {
      widget: { type: 'tracker', title: 'Habits', category: 'health', importance: 4 },
      trackers: [
        { name: 'Run', kind: 'habit', times: 3, period: 'week' },
        { name: 'Glasses of water', kind: 'habit', targetValue: 8 },
        { name: 'Coffee', kind: 'habit', direction: 'down', targetValue: 3, unit: 'cups' },
      ],
    },
    { widget: { type: 'tracker', title: 'Mood' }, trackers: [{ name: 'Mood', kind: 'scale' }] },
    {
      widget: { type: 'calendar', title: 'Timetable', category: 'study', importance: 4 },
      events: [
        {
          title: 'Linear algebra',
          start: '{day+1}T10:00',
          end: '{day+1}T11:30',
          rrule: 'FREQ=WEEKLY;BYDAY=TU,TH',
          location: 'Hall 3',
        },
      ],
    },
    {
      widget: { type: 'alarm', title: 'Alarms', importance: 4 },
      alarms: [{ title: 'Get up', times: ['07:15'], rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }],
    },
    {
      widget: { type: 'notes', title: 'Lecture notes', category: 'study' },
      notes: [{ title: 'Exam topics', body: 'Sorting, graphs, hashing' }],
    },
    {
      widget: { type: 'notes', title: 'Sunday review', frequency: 'custom', rrule: 'FREQ=WEEKLY;BYDAY=SU' },
      notes: [{ title: 'Questions', body: 'What went well?' }],
    },
  ],
  completesOn: ['MO', 'TU', 'WE', 'TH', 'SA'],
  dismissesOn: WORKDAYS,
  logs: [
    { tracker: 'Run', on: ['MO', 'WE', 'SA'] },
    { tracker: 'Glasses of water', on: EVERY_DAY, values: [8, 8, 4] },
    { tracker: 'Coffee', on: WORKDAYS, values: [2, 3, 4] },
    { tracker: 'Mood', on: ['MO', 'TU', 'TH', 'SU'], values: [3, 4, 2, 5] },
  ],
};

const parent: PlannedPerson = {
  name: 'Tom, who has two children',
  timeZone: 'America/New_York',
  widgets: [
    {
      widget: { type: 'calendar', title: 'Family', importance: 5 },
      events: [
        { title: 'Football', start: '{day+5}T10:00', end: '{day+5}T11:30', rrule: 'FREQ=WEEKLY;BYDAY=SA' },
        { title: 'Dentist, Lea', start: '{day+2}T15:30', end: '{day+2}T16:00' },
        { title: 'Grandma visits', start: '{day+4}', end: '{day+7}' },
      ],
    },
    {
      widget: { type: 'todo', title: 'House', category: 'home', frequency: 'weekly', importance: 2 },
      tasks: [
        { content: 'Put out the bins', dueDate: '{day}', dueTime: '07:00', rrule: 'FREQ=WEEKLY;BYDAY=MO' },
        { content: 'Change the filters', dueDate: '{day+3}', rrule: 'FREQ=MONTHLY' },
        { content: 'Fix the lamp' },
      ],
    },
    {
      widget: { type: 'todo', title: 'Work', category: 'work', importance: 4 },
      tasks: [
        { content: 'Budget for the second quarter', dueDate: '{day+6}', priority: 1 },
        { content: 'Review of Ann', dueDate: '{day-2}', priority: 2 },
        { content: 'Book the train', dueDate: '{day+1}', dueTime: '12:00' },
      ],
    },
    {
      widget: { type: 'alarm', title: 'Reminders', importance: 4 },
      alarms: [{ title: 'Pick up the kids', times: ['15:10'], rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }],
    },
    {
      widget: { type: 'notes', title: 'Shopping' },
      notes: [{ title: 'Groceries', body: '- [ ] milk\n- [ ] flour' }],
    },
    {
      widget: {
        type: 'weather',
        title: 'Weather',
        settings: { place: 'Boston', latitude: 42.36, longitude: -71.06 },
      },
    },
    {
      widget: { type: 'todo', title: 'Some day', frequency: 'monthly', importance: 1 },
      tasks: [{ content: 'Learn to sail' }],
    },
  ],
  completesOn: ['MO', 'WE', 'FR'],
  dismissesOn: ['MO', 'TU', 'TH'],
  logs: [],
};

const nurse: PlannedPerson = {
  name: 'Aroha, who works shifts',
  timeZone: 'Pacific/Auckland',
  widgets: [
    {
      widget: { type: 'alarm', title: 'Shifts', importance: 5 },
      alarms: [
        { title: 'Early shift', times: ['05:10'], rrule: 'FREQ=DAILY;INTERVAL=4' },
        { title: 'Late shift', times: ['12:30', '13:00'], rrule: 'FREQ=DAILY;INTERVAL=3' },
      ],
    },
    {
      widget: { type: 'tracker', title: 'Body', category: 'health', frequency: 'weekly' },
      trackers: [
        { name: 'Weight', kind: 'number', unit: 'kg', initialValue: 84, targetValue: 78, direction: 'down' },
        { name: 'Sleep', kind: 'number', unit: 'h', initialValue: 6, targetValue: 8 },
      ],
    },
    {
      widget: { type: 'tracker', title: 'Without', importance: 4 },
      trackers: [{ name: 'Cigarettes', kind: 'habit', direction: 'down', targetValue: 0 }],
    },
    {
      widget: { type: 'tracker', title: 'Practice' },
      trackers: [
        { name: 'Guitar', kind: 'habit' },
        { name: 'Yoga', kind: 'habit', rrule: 'FREQ=WEEKLY;BYDAY=TU,SU' },
      ],
    },
    {
      widget: { type: 'todo', title: 'Errands' },
      tasks: [{ content: 'Renew the registration', dueDate: '{day+12}', priority: 1 }],
    },
    { widget: { type: 'websearch', title: 'Night work' }, searches: [{ query: 'sleep after night shifts' }] },
    { widget: { type: 'calendar', title: 'Calendar' }, events: [{ title: 'Team day', start: '{day+8}' }] },
  ],
  completesOn: [],
  dismissesOn: EVERY_DAY,
  logs: [
    { tracker: 'Weight', on: ['SU', 'WE'], values: [84, 83.6, 83.1] },
    { tracker: 'Guitar', on: ['MO', 'TU', 'WE', 'FR', 'SA'] },
    { tracker: 'Yoga', on: ['TU'] },
    { tracker: 'Cigarettes', on: ['SA'] },
  ],
};

const pensioner: PlannedPerson = {
  name: 'Josef, who has time',
  timeZone: 'Europe/Vienna',
  widgets: [
    {
      widget: { type: 'alarm', title: 'Pills', importance: 5, isPinned: true },
      alarms: [{ title: 'Blood pressure pill', times: ['08:00', '20:00'], rrule: 'FREQ=DAILY' }],
    },
    {
      widget: { type: 'tracker', title: 'Walks', category: 'health' },
      trackers: [
        { name: 'Walk', kind: 'habit' },
        { name: 'Steps', kind: 'number', unit: 'steps', initialValue: 0, targetValue: 8000 },
      ],
    },
    {
      widget: { type: 'todo', title: 'Garden', category: 'garden', frequency: 'weekly' },
      tasks: [
        { content: 'Prune the roses', dueDate: '{day+2}' },
        { content: 'Water the seedlings', dueDate: '{day}', rrule: 'FREQ=DAILY' },
      ],
    },
    {
      widget: { type: 'calendar', title: 'Calendar' },
      events: [
        { title: 'Choir', start: '{day+1}T19:30', end: '{day+1}T21:00', rrule: 'FREQ=WEEKLY;BYDAY=TU' },
      ],
    },
    {
      widget: { type: 'notes', title: 'Recipes', frequency: 'weekly', importance: 2 },
      notes: [{ title: 'Apple strudel', body: '500 g flour' }],
    },
    {
      widget: { type: 'notes', title: 'Rent', frequency: 'custom', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1,15' },
      notes: [{ title: 'Account', body: 'Landlord' }],
    },
    {
      widget: {
        type: 'weather',
        title: 'Weather',
        settings: { place: 'Vienna', latitude: 48.21, longitude: 16.37 },
      },
    },
  ],
  completesOn: EVERY_DAY,
  dismissesOn: ['MO', 'WE', 'FR', 'SU'],
  logs: [
    { tracker: 'Walk', on: EVERY_DAY },
    { tracker: 'Steps', on: ['MO', 'TH'], values: [4210, 6032, 7777] },
  ],
};

const newcomer: PlannedPerson = {
  name: 'Yuki, who has just begun',
  timeZone: 'Asia/Tokyo',
  widgets: ['todo', 'tracker', 'alarm', 'calendar', 'notes', 'weather', 'websearch'].map((type) => ({
    widget: { type, title: `My ${type}` },
  })),
  completesOn: [],
  dismissesOn: [],
  logs: [],
};

/** People with different lives, in different zones. */
export const PEOPLE: readonly PlannedPerson[] = [student, parent, nurse, pensioner, newcomer];

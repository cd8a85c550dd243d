/** A task of the demonstration; days count from the first day of the story, times are on the wall clock. */
export interface PlannedTask {
  readonly content: string;
  readonly dueInDays?: number;
  readonly dueTime?: string;
  readonly rrule?: string;
  readonly priority?: number;
}

/** A tracker of the demonstration, and how the person does with it. */
export interface PlannedTracker {
  readonly definition: object;
  /** How likely it is that a day has an entry. */
  readonly diligence: number;
  /** The value of an entry; `progress` goes from 0 to 1 over the story, `chance` is between 0 and 1. */
  valueAt(progress: number, chance: number): number;
}

/** An event of the demonstration, on days counted as those of tasks; without a time it is all day long. */
export interface PlannedEvent {
  readonly title: string;
  readonly inDays: number;
  readonly time?: string;
  readonly rrule?: string;
  readonly location?: string;
}

/** An alarm of the demonstration; it rings from the day after the story on. */
export interface PlannedAlarm {
  readonly title: string;
  readonly times: readonly string[];
  readonly rrule: string;
}

/** A widget of the demonstration with what is in it. */
export interface PlannedWidget {
  readonly widget: { readonly type: string; readonly title: string } & Record<string, unknown>;
  readonly tasks?: readonly PlannedTask[];
  readonly trackers?: readonly PlannedTracker[];
  readonly searches?: readonly string[];
  readonly events?: readonly PlannedEvent[];
  readonly alarms?: readonly PlannedAlarm[];
  readonly notes?: readonly { readonly title: string; readonly body: string }[];
}

/** How many days the story has. */
export const STORY_DAYS = 22;

const done = (): number => 1;

/** Fifteen widgets of somebody with a job, a home, a body and a curiosity. */
export const DEMO_PLAN: readonly PlannedWidget[] = [
  {
    widget: { type: 'todo', title: 'Work', category: 'work', importance: 5 },
    tasks: [
      { content: 'Write the quarterly report', dueInDays: STORY_DAYS, priority: 1 },
      {
        content: 'Stand-up',
        dueInDays: 0,
        dueTime: '09:30',
        rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
        priority: 2,
      },
      { content: 'Send the invoices', dueInDays: 1, rrule: 'FREQ=WEEKLY;BYDAY=FR', priority: 2 },
      { content: 'Review the new hire’s pull request', dueInDays: STORY_DAYS - 1, priority: 2 },
      { content: 'Plan the offsite', dueInDays: STORY_DAYS + 9, priority: 4 },
    ],
  },
  {
    widget: { type: 'todo', title: 'Home', category: 'home', importance: 3 },
    tasks: [
      { content: 'Water the plants', dueInDays: 0, rrule: 'FREQ=DAILY;INTERVAL=3', priority: 3 },
      { content: 'Take out the recycling', dueInDays: 0, rrule: 'FREQ=WEEKLY;BYDAY=TH', priority: 3 },
      { content: 'Fix the kitchen tap', dueInDays: STORY_DAYS - 2, priority: 3 },
    ],
  },
  {
    widget: { type: 'todo', title: 'Errands', category: 'home', importance: 2, frequency: 'weekly' },
    tasks: [
      { content: 'Buy a birthday present' },
      { content: 'Return the library books', dueInDays: STORY_DAYS + 2 },
    ],
  },
  {
    widget: { type: 'todo', title: 'Bills', category: 'money', importance: 4, frequency: 'monthly' },
    tasks: [
      {
        content: 'Pay the rent',
        dueInDays: 0,
        rrule: 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
        priority: 1,
      },
      { content: 'Check the bank statement', dueInDays: 0, rrule: 'FREQ=MONTHLY;BYDAY=1MO', priority: 3 },
    ],
  },
  {
    widget: { type: 'todo', title: 'Ideas', importance: 1, frequency: 'weekly' },
    tasks: [{ content: 'A book about clocks' }, { content: 'Learn to juggle', priority: 5 }],
  },
  {
    widget: { type: 'tracker', title: 'Movement', category: 'health', importance: 4 },
    trackers: [
      { definition: { name: 'Walk 30 minutes', kind: 'habit' }, diligence: 0.9, valueAt: done },
      {
        definition: { name: 'Gym', kind: 'habit', rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
        diligence: 0.8,
        valueAt: done,
      },
    ],
  },
  {
    widget: { type: 'tracker', title: 'Weight', category: 'health', importance: 3 },
    trackers: [
      {
        definition: {
          name: 'Weight',
          kind: 'number',
          unit: 'kg',
          initialValue: 90,
          targetValue: 80,
          direction: 'down',
        },
        diligence: 0.7,
        valueAt: (progress, chance) => Math.round((90 - 4 * progress + chance - 0.5) * 10) / 10,
      },
    ],
  },
  {
    widget: { type: 'tracker', title: 'Savings', category: 'money', importance: 3, frequency: 'weekly' },
    trackers: [
      {
        definition: { name: 'Holiday fund', kind: 'number', unit: 'EUR', initialValue: 0, targetValue: 2000 },
        diligence: 0.15,
        valueAt: (progress, chance) => Math.round(1200 * progress + 40 * chance),
      },
    ],
  },
  {
    widget: { type: 'tracker', title: 'Reading', category: 'mind', importance: 3 },
    trackers: [{ definition: { name: 'Read ten pages', kind: 'habit' }, diligence: 0.75, valueAt: done }],
  },
  {
    widget: { type: 'tracker', title: 'Mood', category: 'mind', importance: 2 },
    trackers: [
      {
        definition: { name: 'Mood', kind: 'scale' },
        diligence: 0.85,
        valueAt: (_, chance) => 2 + Math.round(chance * 3),
      },
    ],
  },
  {
    widget: { type: 'websearch', title: 'Tech news', category: 'mind', importance: 3 },
    searches: ['new PostgreSQL release features', 'TypeScript compiler news'],
  },
  {
    widget: { type: 'websearch', title: 'Weekend trips', importance: 2, frequency: 'weekly' },
    searches: ['weekend hikes near a lake'],
  },
  {
    widget: { type: 'calendar', title: 'Calendar', importance: 4 },
    events: [
      { title: 'Team lunch', inDays: 0, time: '12:30', rrule: 'FREQ=WEEKLY;BYDAY=WE', location: 'Canteen' },
      { title: 'Choir', inDays: 0, time: '19:30', rrule: 'FREQ=WEEKLY;BYDAY=MO', location: 'St Mary’s' },
      { title: 'Dentist', inDays: STORY_DAYS, time: '16:15' },
      { title: 'Anna’s birthday', inDays: STORY_DAYS + 5, rrule: 'FREQ=YEARLY' },
    ],
  },
  {
    widget: { type: 'alarm', title: 'Alarms', importance: 3 },
    alarms: [{ title: 'Wake up', times: ['07:00'], rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }],
  },
  {
    widget: { type: 'notes', title: 'Notes', category: 'mind', importance: 2 },
    notes: [
      { title: 'Reading list', body: '- *Longitude*, Dava Sobel\n- *The Order of Time*, Carlo Rovelli' },
      { title: 'Wi-Fi for guests', body: 'The network is **Attic**; the password is on the fridge.' },
    ],
  },
];

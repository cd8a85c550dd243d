import type { WidgetType } from '../../modules/widgets/widget-type.contract.js';

interface Tag {
  readonly name: string;
  readonly description: string;
}

const FIRST: readonly Tag[] = [
  { name: 'auth', description: 'Registration, sign-in and sessions.' },
  { name: 'users', description: 'Your profile, and the accounts of all users for administrators.' },
  { name: 'dashboard', description: 'The board of the day: which widgets matter today, and why.' },
  { name: 'agenda', description: 'Tasks, events, alarms and habits of all widgets by day and time.' },
  { name: 'widgets', description: 'Widgets of all types, and what they show.' },
];

const LAST: readonly Tag[] = [
  { name: 'recurrence', description: 'Recurrence rules (RFC 5545).' },
  { name: 'ai', description: 'Usage of models and search providers.' },
  { name: 'health', description: 'Probes for orchestrators, outside the versioned API and its envelope.' },
];

/** The groups of operations, in the order in which one needs them; each widget type is one. */
export function tagsOf(types: readonly WidgetType[]): Tag[] {
  const ofTypes = types.map(({ key, name, about }) => ({ name: key, description: `${name}. ${about}.` }));
  return [...FIRST, ...ofTypes, ...LAST];
}

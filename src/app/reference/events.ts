import { eventCatalogue } from '../../platform/events/domain-event.js';

const INTRODUCTION = `# Events

Every change of a user's data is written to the event log in the same transaction. A type never changes its meaning: a
new one gets the next version. Webhooks publish those that are public.

This page is generated from the event classes by \`npm run docs\`.

| type | what happened | public |
|---|---|---|
`;

/** The catalogue of events, as Markdown; knows those of the modules that are loaded. */
export function eventReference(): string {
  const rows = eventCatalogue()
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ type, about, isPublic }) => `| \`${type}\` | ${about} | ${isPublic ? 'yes' : 'no'} |`);
  return `${INTRODUCTION}${rows.join('\n')}\n`;
}

import { describeZoneFollower } from '../../contracts/zone-follower-contract.js';
import { addEvent } from '../../factories/calendars.js';

describeZoneFollower({
  subscriber: 'calendar.replan',
  told: 'calendars.replanned.v1',
  table: 'calendar_events',
  identity: ['id', 'uid'],
  moments: `SELECT o.starts_at, o.ends_at FROM calendar_occurrences o JOIN calendar_events e ON e.id = o.event_id
    WHERE e.user_id = $1`,
  add: (person) => addEvent(person, { start: '2026-03-03', end: '2026-03-04' }),
});

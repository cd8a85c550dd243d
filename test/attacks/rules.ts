const upTo = (last: number): string => Array.from({ length: last }, (_, n) => n + 1).join();

/** Rules that are legal and cost the most to expand. */
export const RULES: readonly (readonly [name: string, rule: string])[] = [
  ['366 days of the year', `FREQ=YEARLY;BYYEARDAY=${upTo(366)};COUNT=900000000`],
  ['366 days of the year of which few fit', `FREQ=YEARLY;BYYEARDAY=${upTo(366)};BYDAY=53MO;COUNT=900000000`],
  ['a weekday that the year rarely has', 'FREQ=YEARLY;BYDAY=53MO;COUNT=900000000'],
  ['seconds counted from the year 1', 'FREQ=SECONDLY;BYSECOND=59;COUNT=900000000'],
  ['hours of a day that comes every 28 years', 'FREQ=HOURLY;BYHOUR=1;BYYEARDAY=366;BYDAY=MO;COUNT=9000'],
  ['a month’s 31st that is its fifth last Monday', 'FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=-5MO;COUNT=90000'],
  [
    'all seconds of the year by position',
    `FREQ=YEARLY;BYMONTH=${upTo(12)};BYMONTHDAY=${upTo(31)};BYHOUR=${upTo(23)};BYMINUTE=${upTo(59)};BYSETPOS=${upTo(366)};COUNT=900000000`,
  ],
  [
    'a step that never fits',
    'FREQ=SECONDLY;INTERVAL=86399;BYHOUR=3;BYMINUTE=7;BYSECOND=11;BYMONTH=2;BYMONTHDAY=29',
  ],
];

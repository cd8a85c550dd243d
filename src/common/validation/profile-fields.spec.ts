import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { IsLocaleTag } from './locale.js';
import { IsLocalTime } from './local-time.js';
import { IsTimeZone } from './time-zone.js';

class Profile {
  @IsTimeZone()
  timeZone: unknown = 'Europe/Berlin';

  @IsLocalTime()
  dayStart: unknown = '00:00';

  @IsLocaleTag()
  locale: unknown = 'en';
}

function problems(given: Partial<Profile>): string[] {
  const errors = validateSync(Object.assign(new Profile(), given));
  return errors.flatMap(({ constraints }) => Object.values(constraints ?? {}));
}

describe('the fields of a profile', () => {
  it.each([
    { timeZone: 'Pacific/Kiritimati' },
    { timeZone: 'UTC' },
    { dayStart: '23:59' },
    { locale: 'de-AT' },
    { locale: 'zh-Hant-TW' },
  ])('may be %j', (given) => {
    expect(problems(given)).toEqual([]);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone must be an IANA time zone, such as Europe/Berlin'],
    [{ timeZone: '+02:00' }, 'timeZone must be an IANA time zone, such as Europe/Berlin'],
    [{ timeZone: 60 }, 'timeZone must be an IANA time zone, such as Europe/Berlin'],
    [{ dayStart: '24:00' }, 'dayStart must be a time (HH:MM), such as 04:30'],
    [{ dayStart: 4 }, 'dayStart must be a time (HH:MM), such as 04:30'],
    [{ locale: 'not a tag' }, 'locale must be a language tag, such as en or de-AT'],
    [{ locale: `en-x-${'a'.repeat(40)}` }, 'locale must be a language tag, such as en or de-AT'],
    [{ locale: null }, 'locale must be a language tag, such as en or de-AT'],
  ])('may not be %j', (given, message) => {
    expect(problems(given)).toEqual([message]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { DomainEvent, Event, eventCatalogue, factsOf } from './domain-event.js';

@Event({ type: 'test.lamp_lit.v1', about: 'A lamp was lit.', isPublic: false })
class LampLit extends DomainEvent {}

class LampOut extends DomainEvent {}

describe('the catalogue of events', () => {
  it('has the facts of each kind; it is public and changes what is seen unless it says otherwise', () => {
    const facts = { type: 'test.lamp_lit.v1', about: 'A lamp was lit.', isPublic: false, changesView: true };

    expect(factsOf(LampLit)).toEqual(facts);
    expect(eventCatalogue()).toContainEqual(facts);
  });

  it('refuses a type twice, and knows nothing of a class that is not in it', () => {
    expect(() => {
      Event({ type: 'test.lamp_lit.v1', about: 'Again.' })(LampOut);
    }).toThrow('two events are called test.lamp_lit.v1');
    expect(() => factsOf(LampOut)).toThrow('LampOut has no @Event()');
  });
});

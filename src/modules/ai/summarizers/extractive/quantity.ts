const QUESTION =
  /\bhow (?:often|many|much|long|old|far|fast|tall|big|large|high|hot|cold|deep|heavy)\b|\bwhen\b|\b(?:price|cost|rate|frequency|number|size|limit|default|date|year|age|temperature|percentage|population|salary|duration)\b/i;
const QUANTITY =
  /\d|\b(?:once|twice|thrice|daily|weekly|monthly|yearly|hourly|every (?:day|week|month|year|hour|minute|second|other)|half|quarter|double[sd]?|triple[sd]?|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|million|billion)\b/i;

/** Whether a query wants to know a number, a time or a frequency. */
export function asksForQuantity(query: string): boolean {
  return QUESTION.test(query);
}

/** Whether a sentence states one. */
export function statesQuantity(sentence: string): boolean {
  return QUANTITY.test(sentence);
}

/** Control and zero-width letters, direction overrides, invisible tags and selectors: what a person can't see is not read. */
const UNSEEN = /[^\P{C}\n]|\p{Default_Ignorable_Code_Point}/gu;
const BLANK = /[\u2800\u00a0\u3000]/g;
/** Marks of chat templates, by which some models tell who is speaking. */
const ROLE_MARK = /\[\s*\/?\s*(?:INST|SYS|SYSTEM|USER|ASSISTANT)\s*\]/gi;
/** A page's own footnotes would read like the numbers of our sources. */
const MARKER = /[[【]\s*\^?\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*(?:†[^\]】\n]*)?\s*[\]】]/g;
/** Encoded data and the like. */
const BLOB = /[!-~]{120,}/g;

/** Text of a page as a model may see it: only what a person would see, and nothing that could pass for our own marks. */
export function neutralText(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(BLANK, ' ')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(ROLE_MARK, '')
    .replace(MARKER, '')
    .replace(BLOB, '…');
}

/** The largest page that is read, in bytes; far more than any article has. */
export const MAX_PAGE_BYTES = 2_000_000;

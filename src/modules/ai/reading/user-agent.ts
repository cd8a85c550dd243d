/** The name under which a robots.txt speaks of us. */
export const BOT_TOKEN = 'BrainboardBot';

/** Who reads the pages, and why, as their servers see it. */
export const USER_AGENT = `Mozilla/5.0 (compatible; ${BOT_TOKEN}/1.0; reads the pages that a person's web search finds)`;

import { HEARTBEAT, type StreamEvent } from '../../../../../common/http/event-stream.js';
import type { ReadPosition, SummaryNews } from './summary-news.js';

const EVENT_ID = /^(\d{1,6})-(\d{1,6})$/;

/** The place in a stream that an event's id names; undefined where it names none, as for one from elsewhere. */
export function readPosition(eventId: string | undefined): ReadPosition | undefined {
  const [, attempt, length] = EVENT_ID.exec(eventId ?? '') ?? [];
  return attempt === undefined ? undefined : { attempt: Number(attempt), length: Number(length) };
}

/** News as events; only text has an id, for nothing else need be told twice. */
export async function* eventsOf(
  news: AsyncIterable<SummaryNews>,
): AsyncGenerator<StreamEvent | typeof HEARTBEAT> {
  for await (const item of news) yield eventOf(item);
}

function eventOf(news: SummaryNews): StreamEvent | typeof HEARTBEAT {
  switch (news.kind) {
    case 'status':
      return { event: 'status', data: { status: news.status, attempt: news.attempt } };
    case 'text': {
      const { readTo, text, citations, unsupported } = news;
      return {
        event: 'text',
        id: `${readTo.attempt}-${readTo.length}`,
        data: { text, citations, unsupported },
      };
    }
    case 'pending':
      return { event: 'pending', data: { text: news.text } };
    case 'done':
      return { event: 'done', data: news.summary };
    case 'error':
      return { event: 'error', data: news.error };
    case 'quiet':
      return HEARTBEAT;
  }
}

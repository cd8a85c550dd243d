import { prettyFactory } from 'pino-pretty';

/** A line of the log, coloured where that is shown, for a person at a terminal. */
export const prettyLine: (line: string) => string = prettyFactory({
  translateTime: 'HH:MM:ss',
  ignore: 'pid,hostname',
});

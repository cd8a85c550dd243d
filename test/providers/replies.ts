import type { OutgoingHttpHeaders } from 'node:http';
import type { Reply } from './provider-server.js';

/** A complete answer. */
export function reply(status: number, body: string | Buffer = '', headers: OutgoingHttpHeaders = {}): Reply {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

export function json(value: unknown, status = 200, headers: OutgoingHttpHeaders = {}): Reply {
  return reply(status, JSON.stringify(value), { 'content-type': 'application/json', ...headers });
}

export function html(markup: string | Buffer, contentType = 'text/html; charset=utf-8'): Reply {
  return reply(200, markup, { 'content-type': contentType });
}

export function redirect(location: string, status = 302): Reply {
  return reply(status, '', { location });
}

/** Takes the request and never says a word. */
export function hang(): Reply {
  return () => undefined;
}

/** Takes the request, and breaks the connection off. */
export function reset(): Reply {
  return (_request, response) => {
    response.socket?.resetAndDestroy();
  };
}

/** Sends a part of what it promised, and breaks the connection off. */
export function breakOff(
  part: string,
  headers: OutgoingHttpHeaders = { 'content-type': 'application/json' },
): Reply {
  return (_request, response) => {
    response.writeHead(200, headers).write(part, () => response.socket?.resetAndDestroy());
  };
}

/** Sends the head and a part of the body, then nothing more. */
export function stall(
  part = 'beginning',
  headers: OutgoingHttpHeaders = { 'content-type': 'text/html' },
): Reply {
  return (_request, response) => {
    response.writeHead(200, headers).write(part);
  };
}

/** Sends a few bytes at a time for ever, so that no silence ever gets long. */
export function trickle(everyMs = 10, headers: OutgoingHttpHeaders = { 'content-type': 'text/html' }): Reply {
  return (_request, response) => {
    response.writeHead(200, headers);
    const timer = setInterval(() => response.write('drip '), everyMs);
    response.on('close', () => {
      clearInterval(timer);
    });
  };
}

/** Sends a body of this many bytes without naming its length. */
export function huge(bytes: number, headers: OutgoingHttpHeaders = { 'content-type': 'text/html' }): Reply {
  return (_request, response) => {
    response.writeHead(200, headers);
    const block = Buffer.alloc(64 * 1024, 'x');
    let left = bytes;
    const pump = (): void => {
      while (left > 0 && !response.destroyed) {
        const isRoom = response.write(block.subarray(0, Math.min(left, block.length)));
        left -= block.length;
        if (!isRoom) {
          response.once('drain', pump);
          return;
        }
      }
      response.end();
    };
    pump();
  };
}

import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const DRAIN_MS = 15_000;

/** Ends an HTTP server without cutting off a request: idle connections at once, busy ones when they have answered. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  server.closeIdleConnections();
  await Promise.race([closed, sleep(DRAIN_MS, undefined, { ref: false })]);
  server.closeAllConnections();
}

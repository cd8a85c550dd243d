import {
  startEmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../../src/platform/embedded/embedded-postgres.js';

// A process that runs an embedded server, told what to do by its argument and by signals: SIGTERM stops the server and
// ends the process, SIGINT does nothing, as in an application that still has requests to answer.

function tell(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

try {
  const options = JSON.parse(process.argv[2]!) as EmbeddedPostgresOptions;
  const server = await startEmbeddedPostgres(options);
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void server.stop());
  // Keeps the process alive until the signal; the server itself doesn't, it is on its own.
  const alive = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
  });
  tell({ url: server.url, adopted: server.adopted });
} catch (error) {
  const { problem, message } = error as { problem?: string; message: string };
  tell({ problem: problem ?? 'unexpected', message });
}

import pg from 'pg';

/** A client for one short talk with the embedded server; a server that hangs is as good as none. */
export function newClient(url: string, timeoutMs = 30_000): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  // A server that ends cuts the connection at any moment. The query that runs reports it; no one else has to.
  client.on('error', () => undefined);
  return client;
}

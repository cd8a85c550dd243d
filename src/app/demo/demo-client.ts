interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A thing with an id, as the API gives it back. */
export interface Made {
  readonly id: string;
}

/** Uses the API as the demonstration's person does. */
export class DemoClient {
  private tokens: Tokens | undefined;

  /** Once the signal is aborted, no further request is sent; the one at hand is answered. */
  constructor(
    private readonly base: string,
    private readonly signal?: AbortSignal,
  ) {}

  /** Registers the person; false where the address is taken. */
  async register(registration: object): Promise<boolean> {
    const response = await this.send('POST', '/auth/register', registration);
    if (response.status === 409) return false;
    this.tokens = (await dataOf<{ tokens: Tokens }>(response)).tokens;
    return true;
  }

  /** Goes on with the session on another day. */
  async refresh(): Promise<void> {
    const { tokens } = await this.post<{ tokens: Tokens }>('/auth/refresh', {
      refreshToken: this.tokens?.refreshToken,
    });
    this.tokens = tokens;
  }

  async get<Data>(path: string): Promise<Data> {
    return dataOf<Data>(await this.send('GET', path));
  }

  async post<Data = Made>(path: string, body: object = {}): Promise<Data> {
    return dataOf<Data>(await this.send('POST', path, body));
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    this.signal?.throwIfAborted();
    return fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        ...(this.tokens ? { authorization: `Bearer ${this.tokens.accessToken}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}

async function dataOf<Data>(response: Response): Promise<Data> {
  const answer = (await response.json()) as { data: Data; message: string };
  if (!response.ok)
    throw new Error(`the demonstration could not be made: ${response.url}: ${answer.message}`);
  return answer.data;
}

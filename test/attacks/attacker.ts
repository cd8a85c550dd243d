interface Sent {
  readonly status: number;
  readonly data: unknown;
}

/** A user who sends what costs the most; what is not made of the answers is thrown away. */
export class Attacker {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly list: string,
  ) {}

  static async signUp(url: string): Promise<Attacker> {
    const account = {
      ...{ email: 'attacker@example.org', password: 'a password for the attacks' },
      ...{ name: 'Attacker', timeZone: 'Europe/Berlin' },
    };
    const { data } = await send(`${url}/api/v1/auth/register`, { json: account });
    const { accessToken } = (data as { tokens: { accessToken: string } }).tokens;
    const { id } = (
      await send(`${url}/api/v1/widgets`, { token: accessToken, json: { type: 'todo', title: 'List' } })
    ).data as { id: string };
    return new Attacker(url, accessToken, id);
  }

  async addCalendar(): Promise<string> {
    const { data } = await this.post('/widgets', { type: 'calendar', title: 'Calendar' });
    return (data as { id: string }).id;
  }

  /** The path of a feed. */
  async feed(): Promise<string> {
    const { data } = await this.post('/calendar/feed', {});
    return (data as { path: string }).path;
  }

  /** Into a calendar of its own where none is named. */
  async importFile(text: string, calendar?: string): Promise<number> {
    const id = calendar ?? (await this.addCalendar());
    const url = `${this.url}/api/v1/widgets/${id}/calendar-files`;
    const { status } = await send(url, { token: this.token, text });
    // What it made must not be in the way of the next attack.
    if (calendar === undefined)
      await send(`${this.url}/api/v1/widgets/${id}`, { token: this.token, method: 'DELETE' });
    return status;
  }

  async preview(rrule: string): Promise<number> {
    const series = { start: '0001-01-01T00:00', timeZone: 'Europe/Berlin', rrule, from: '9000-01-01T00:00' };
    return (await this.post('/recurrence/preview', { ...series, limit: 1_000 })).status;
  }

  async addTask(rrule: string): Promise<number> {
    const task = { content: 'Hostile', dueDate: '2026-01-01', rrule };
    return (await this.post(`/widgets/${this.list}/tasks`, task)).status;
  }

  async get(path: string): Promise<number> {
    return (await send(`${this.url}/api/v1${path}`, { token: this.token })).status;
  }

  /** Reads a path of the server without a token. */
  async read(path: string): Promise<number> {
    const response = await fetch(this.url + path);
    await response.arrayBuffer();
    return response.status;
  }

  private post(path: string, json: object): Promise<Sent> {
    return send(`${this.url}/api/v1${path}`, { token: this.token, json });
  }
}

interface Sending {
  readonly token?: string;
  readonly json?: object;
  readonly text?: string;
  readonly method?: string;
}

async function send(url: string, { token, json, text, method }: Sending): Promise<Sent> {
  const body = text ?? (json && JSON.stringify(json));
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': json ? 'application/json' : 'text/calendar' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const answer = await response.text();
  // A large answer is of no use here, and reading it would delay the pings.
  const isRead = answer.length < 100_000 && answer.startsWith('{');
  return { status: response.status, data: isRead ? (JSON.parse(answer) as { data?: unknown }).data : null };
}

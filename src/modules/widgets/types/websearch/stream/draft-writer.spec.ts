import { describe, expect, it } from '@jest/globals';
import type { SummaryDraft } from '../../../../ai/research.contract.js';
import { DraftWriter } from './draft-writer.js';

const draft = (text: string): SummaryDraft => ({ text, citations: [], unsupported: [], pending: '' });

/** A store whose writes end when they are told to. */
class Store {
  readonly written: string[] = [];
  readonly end: (() => void)[] = [];

  store = (given: SummaryDraft): Promise<void> => {
    this.written.push(given.text);
    return new Promise((resolve) => this.end.push(resolve));
  };
}

describe('DraftWriter', () => {
  it('writes the first text at once, and of those that come meanwhile only the newest', async () => {
    const { written, end, store } = new Store();
    const writer = new DraftWriter(store, 0);

    writer.write(draft('1'));
    writer.write(draft('12'));
    writer.write(draft('123'));
    expect(written).toEqual(['1']);
    end[0]?.();
    while (written.length < 2) await new Promise((resolve) => setImmediate(resolve));

    expect(written).toEqual(['1', '123']);
    end[1]?.();
    await writer.close();
  });

  it('writes again after it had nothing to write', async () => {
    const written: string[] = [];
    const writer = new DraftWriter((given) => {
      written.push(given.text);
      return Promise.resolve();
    }, 0);

    writer.write(draft('1'));
    while (written.length < 1) await new Promise((resolve) => setImmediate(resolve));
    writer.write(draft('12'));
    while (written.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await writer.close();

    expect(written).toEqual(['1', '12']);
  });

  it('takes nothing more once it is closed, and does not sit out its pause', async () => {
    const written: string[] = [];
    const writer = new DraftWriter((given) => {
      written.push(given.text);
      return Promise.resolve();
    }, 2 ** 30);

    writer.write(draft('1'));
    await new Promise((resolve) => setImmediate(resolve));
    writer.write(draft('12'));
    await writer.close();
    writer.write(draft('123'));

    expect(written).toEqual(['1']);
    await writer.close();
  });

  it('waits for what is being written when it is closed', async () => {
    const { written, end, store } = new Store();
    const writer = new DraftWriter(store, 2 ** 30);
    writer.write(draft('1'));
    let isClosed = false;

    const closing = writer.close().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([isClosed, written]).toEqual([false, ['1']]);
    end[0]?.();

    await closing;
  });
});

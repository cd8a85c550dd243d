import { describe, expect, it } from '@jest/globals';
import { LogOutput, type Output } from './log-output.js';

/** An output of which some bytes wait to be read, and what was written to it. */
function output(waiting = 0): Output & { written: string[] } {
  const written: string[] = [];
  return {
    written,
    writableLength: waiting,
    write: (text: string | Uint8Array, done?: BufferEncoding | (() => void)) => {
      written.push(String(text));
      if (typeof done === 'function') done();
      return true;
    },
  };
}

describe('the output of the log', () => {
  it('passes lines on in batches, and what is left when it is asked to', () => {
    const target = output();
    const log = new LogOutput(target);
    const line = `${'x'.repeat(1_499)}\n`;

    for (let i = 0; i < 4; i++) log.write(line);
    expect(target.written).toEqual([line.repeat(3)]);

    log.flush();
    expect(target.written).toEqual([line.repeat(3), line]);
  });

  it('writes nothing where there is nothing', () => {
    const target = output();

    new LogOutput(target).flush();

    expect(target.written).toEqual([]);
  });

  it('calls back behind what was written before, also where nothing is left', () => {
    const target = output();
    const log = new LogOutput(target);
    let calls = 0;

    log.write('last\n');
    log.flush(() => (calls += target.written.length));
    log.flush(() => (calls += target.written.length));

    expect(target.written.join('')).toBe('last\n');
    expect(calls).toBe(1 + 2);
  });

  it('drops lines while nobody reads, instead of keeping them all', () => {
    const target = output(8_000_001);
    const log = new LogOutput(target);
    let isOver = false;

    log.write('lost\n');
    log.flush(() => {
      isOver = true;
    });

    expect(target.written).toEqual([]);
    expect(isOver).toBe(true);
  });
});

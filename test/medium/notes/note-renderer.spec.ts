import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  NoteRenderer,
  type NoteRendererOptions,
} from '../../../src/modules/widgets/types/notes/markdown/note-renderer.js';
import { asWritten, renderNote } from '../../../src/modules/widgets/types/notes/markdown/render-note.js';
import { LONGEST } from '../../../src/modules/widgets/types/notes/notes.settings.js';
import { RecordingLogger } from '../ai/research-kit.js';

const LONG = '- Feed the **starter** <b>twice</b> a day.\n'.repeat(2_000);
/** Where a heading could as well be a table, which is looked for down to the end of the text. */
const HOSTILE = '?\n-\n'.repeat(LONGEST.body / 4);

describe('the renderer of notes', () => {
  let logger: RecordingLogger;
  let renderer: NoteRenderer;

  const start = (options: NoteRendererOptions = {}): NoteRenderer => {
    logger = new RecordingLogger();
    renderer = new NoteRenderer(logger, { deadlineMs: 60_000, ...options });
    return renderer;
  };
  const events = (): string[] => logger.lines.map(({ event }) => event);

  afterEach(() => renderer.onApplicationShutdown());

  it('gives the same for a long text as for a short one', async () => {
    expect(await start().render(LONG)).toEqual(renderNote(LONG));
    expect(await renderer.render('a **b**')).toEqual({
      html: '<p>a <strong>b</strong></p>\n',
      plain: 'a b',
    });
    expect(events()).toEqual([]);
  });

  it('lets the process do other things while it renders a hostile text', async () => {
    start({ deadlineMs: 1_000 });
    const done = new AbortController();
    let turns = 0;
    const rendered = renderer.render(HOSTILE).finally(() => {
      done.abort();
    });

    for (; !done.signal.aborted; turns += 1) await nextTurn();

    await rendered;
    expect(turns).toBeGreaterThan(100);
  });

  it('shows a text as it was written where it takes too long, says so, and renders the next one', async () => {
    start({ deadlineMs: 500 });

    const tooLong = await renderer.render(HOSTILE);

    expect(tooLong).toEqual(asWritten(HOSTILE));
    expect(events()).toEqual(['notes.rendering_failed']);
    expect(JSON.stringify(logger.lines)).not.toContain('?\\n-');
    Object.assign(Reflect.get(renderer, 'options'), { deadlineMs: 60_000 });
    expect(await renderer.render(LONG)).toEqual(renderNote(LONG));
  });

  it('shows as written what would have to wait behind too many', async () => {
    start({ mostWaiting: 1, deadlineMs: 2_000 });
    await renderer.render(LONG);

    const outcomes = await Promise.all(
      [HOSTILE, HOSTILE, HOSTILE, LONG].map((text) => renderer.render(text)),
    );

    expect(outcomes.at(-1)).toEqual(asWritten(LONG));
  });

  it('ends what still runs with the program', async () => {
    await start().render(LONG);
    const rendered = renderer.render(HOSTILE);

    await renderer.onApplicationShutdown();

    expect(await rendered).toEqual(asWritten(HOSTILE));
  });

  it('starts no thread for short texts', async () => {
    await start().render('x'.repeat(1_000));

    expect(Reflect.get(Reflect.get(renderer, 'threads') as object, 'pool')).toBeNull();
  });
});

describe('a text as it was written', () => {
  it('is shown letter by letter, and found by its words', () => {
    expect(asWritten('# <b>\n\n&')).toEqual({ html: '<pre># &lt;b&gt;\n\n&amp;</pre>\n', plain: '# <b> &' });
  });
});

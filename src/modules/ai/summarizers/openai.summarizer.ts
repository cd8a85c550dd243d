import type { ModelClient } from '../model/model-client.js';
import type { ModelMessage, ModelReply, ModelRequest } from '../model/model.contract.js';
import { ModelError } from '../model/model.errors.js';
import { tokenCounterFor } from '../model/token-count.js';
import { checkDraft, checkSummary, type CheckContext, type CheckedSummary } from './checks/checked-text.js';
import { Evidence } from './checks/evidence.js';
import { withoutLeaks } from './checks/leaks.js';
import { removedFrom, removedNotice, type RemovedParts } from './checks/removed.js';
import { chunksOf } from './openai/chunks.js';
import { excerptsOf, type Excerpt } from './openai/excerpt.js';
import { FactStream } from './openai/fact-stream.js';
import { factsOfParts } from './openai/fact-parts.js';
import { readFindings } from './openai/facts.js';
import { noticeOf } from './openai/model-notice.js';
import { FACTS_FORMAT, reductionPrompt, repairPrompt, rulesOf, summaryPrompt } from './openai/prompt.js';
import type { ModelUsage, Summarizer, Summary, SummaryDraft, SummaryRequest } from './summarizer.contract.js';

/** Which model summarizes, and how much it reads. */
export interface OpenAiSummarizerOptions {
  readonly model: string;
  /** Most tokens of pages in one call. Longer pages are read in parts, whose facts make the summary. */
  readonly maxTokens: number;
}

/** What an answer comes to, and what it cost. */
interface Answer {
  readonly summary: CheckedSummary;
  readonly removed: RemovedParts | null;
  readonly model: string;
  readonly usages: readonly (ModelUsage | null)[];
}

const MAX_SENTENCES = 8;
const MAX_REPLY_TOKENS = 2_000;
/** Long enough for the question to be on its way. */
const READY_AFTER_MS = 5;
/** Beyond so many parts the paragraphs that speak least of the question are left out. */
const MOST_PARTS = 4;

/**
 * Summarizes with a language model. Its answer is facts with the numbers of their sources; they are checked, not believed.
 * A service is asked once, and once more where its answer can't be read.
 */
export class OpenAiSummarizer implements Summarizer {
  readonly name: string;

  constructor(
    private readonly client: ModelClient,
    private readonly options: OpenAiSummarizerOptions,
  ) {
    this.name = options.model;
  }

  async summarize(request: SummaryRequest): Promise<Summary> {
    const { query, maxSentences = MAX_SENTENCES } = request;
    const rules = rulesOf(maxSentences);
    const excerpts = await this.excerpts(request);
    const context = contextOf(request, excerpts, rules);
    const parts = chunksOf(excerpts, this.options.maxTokens);
    const answer =
      parts.length > 1
        ? await this.reduce(request, rules, parts, context)
        : await this.answer(request, rules, summaryPrompt(rules, query, excerpts), context);
    const { summary, removed } = answer;
    const notices = [noticeOf(summary.unsupported), removed && removedNotice(removed)];
    return {
      ...summary,
      model: answer.model,
      usage: sumOf(answer.usages),
      notice: notices.filter((notice) => notice !== null).join(' ') || null,
      ...(removed ? { removed } : {}),
    };
  }

  private async excerpts({ query, sources }: SummaryRequest): Promise<Excerpt[]> {
    const { count } = await tokenCounterFor(this.options.model);
    return excerptsOf(sources, query, MOST_PARTS * this.options.maxTokens, count);
  }

  /** Reads the parts side by side, then makes one summary of their facts. */
  private async reduce(
    request: SummaryRequest,
    rules: string,
    parts: readonly Excerpt[][],
    context: () => CheckContext,
  ): Promise<Answer> {
    const replies = await Promise.all(
      parts.map((part) =>
        this.client.complete(this.question(request, summaryPrompt(rules, request.query, part))),
      ),
    );
    const facts = factsOfParts(replies, context());
    if (facts.length === 0) throw new ModelError('model_garbage');
    const answer = await this.answer(request, rules, reductionPrompt(rules, request.query, facts), context);
    return { ...answer, usages: [...replies.map(({ usage }) => usage), ...answer.usages] };
  }

  private async answer(
    request: SummaryRequest,
    rules: string,
    messages: readonly ModelMessage[],
    context: () => CheckContext,
  ): Promise<Answer> {
    const question = this.question(request, messages);
    const asked = request.onDraft
      ? this.client.stream(question, drafting(request.onDraft, context))
      : this.client.complete(question);
    // What the answer is checked against is made ready while the model thinks.
    setTimeout(context, READY_AFTER_MS).unref();
    const reply = await asked;
    const found = summaryIn(reply, context());
    if (found) return { ...found, model: reply.model, usages: [reply.usage] };
    if (reply.wasAskedTwice) throw new ModelError('model_garbage');
    return this.repair(request, rules, question, reply, context());
  }

  /** An answer that can't be read is put into its form; where there is nothing to be put, the question is asked again. */
  private async repair(
    request: SummaryRequest,
    rules: string,
    question: ModelRequest,
    first: ModelReply,
    context: CheckContext,
  ): Promise<Answer> {
    const isEmpty = first.text.trim() === '';
    const reply = await this.client.complete(
      isEmpty ? question : this.question(request, repairPrompt(rules, first.text)),
    );
    const found = summaryIn(reply, context);
    if (!found) throw new ModelError('model_garbage');
    return { ...found, model: reply.model, usages: [first.usage, reply.usage] };
  }

  private question(request: SummaryRequest, messages: readonly ModelMessage[]): ModelRequest {
    return {
      model: this.options.model,
      messages,
      maxOutputTokens: MAX_REPLY_TOKENS,
      format: FACTS_FORMAT,
      ...(request.caller ? { caller: request.caller } : {}),
      ...(request.signal ? { signal: request.signal } : {}),
    };
  }
}

/** Made when it is first asked for, which is while the model thinks. */
function contextOf(
  { sources }: SummaryRequest,
  excerpts: readonly Excerpt[],
  rules: string,
): () => CheckContext {
  let context: CheckContext | undefined;
  return () => {
    context ??= {
      sources,
      rules,
      evidence: new Evidence(
        excerpts.map(({ n, title, paragraphs }) => ({
          n,
          title,
          paragraphs: paragraphs.map(({ text }) => ({ text, heading: null })),
        })),
      ),
    };
    return context;
  };
}

/** Tells what is written, checked each time that another sentence is whole. */
function drafting(
  onDraft: NonNullable<SummaryRequest['onDraft']>,
  context: () => CheckContext,
): (delta: string) => void {
  const stream = new FactStream();
  let text = '';
  let told: SummaryDraft = { text: '', citations: [], unsupported: [], pending: '' };
  return (delta) => {
    stream.push(delta);
    const isLonger = stream.text !== text;
    const pending = withoutLeaks(stream.pending, context().rules);
    // Most of the first pieces are the form of the answer and nothing to read.
    if (!isLonger && pending === told.pending) return;
    text = stream.text;
    told = { ...(isLonger ? checkDraft(text, context()) : told), pending };
    onDraft(told);
  };
}

/** The summary that an answer comes to; null where it can't be read or nothing in it can stand. */
function summaryIn(
  { text, isCutOff }: ModelReply,
  context: CheckContext,
): Pick<Answer, 'summary' | 'removed'> | null {
  const findings = readFindings(text, isCutOff);
  if (!findings) return null;
  const reported = findings.contradictions.map((fact) => ({ text: fact.text, cited: fact.sources }));
  const summary = checkSummary(findings.text, reported, context);
  if (summary.content === '') return null;
  const cited = new Set(context.sources.map(({ url }) => url));
  return { summary, removed: removedFrom(findings.raw, cited) };
}

function sumOf(usages: readonly (ModelUsage | null)[]): ModelUsage | null {
  const known = usages.filter((usage) => usage !== null);
  if (known.length < usages.length) return null;
  return known.reduce((sum, usage) => ({
    inputTokens: sum.inputTokens + usage.inputTokens,
    outputTokens: sum.outputTokens + usage.outputTokens,
  }));
}

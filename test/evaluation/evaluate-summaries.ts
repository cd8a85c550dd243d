/** Prints how good extractive summaries are on topics with planted key facts: `npm run evaluate-summaries`. */
import { TextThreadPool } from '../../src/modules/ai/threads/text-thread-pool.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { compare, type Comparison } from './evaluation.js';
import { paceOf } from './pace.js';
import type { Scores } from './scores.js';

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(8);
}

function row(name: string, scores: Scores): string {
  const { recall, density, redundancy, citationPrecision, length } = scores;
  const shares = [recall, citationPrecision, redundancy, density].map(percent).join('  ');
  return `  ${name.padEnd(18)}${shares}  ${length.toFixed(0).padStart(6)}`;
}

function table(title: string, { topics, extractive: ours, firstSentences }: Comparison): string {
  const heads = ['facts', 'cited', 'repeats', 'on point'].map((head) => head.padStart(8)).join('  ');
  return [
    `${title}: ${topics} topics`,
    `  ${''.padEnd(18)}${heads}   chars`,
    row('extractive', ours),
    row('first three', firstSentences),
  ].join('\n');
}

const threads = new TextThreadPool(createLogger({ level: 'warn', pretty: false }));
const pace = await paceOf(threads);
await threads.onApplicationShutdown();

const report = [
  table('Tuned on', compare('tune')),
  table('Held out', compare('held-out')),
  `Five pages of 100 KB are read and summarized in ${pace.toFixed(0)} ms (median, warm, in threads).`,
];
process.stdout.write(`${report.join('\n\n')}\n`);

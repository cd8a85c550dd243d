import { BOT_TOKEN } from '../user-agent.js';

const AGENTS: ReadonlySet<string> = new Set(['*', BOT_TOKEN.toLowerCase()]);
const RULES: ReadonlySet<string> = new Set(['allow', 'disallow', 'crawl-delay']);

/**
 * A robots.txt without what it says to other programs. The parser copies each rule for each program that a group names,
 * which is more than there is memory for where a file names thousands.
 */
export function rulesForUs(text: string): string {
  const rules = new Map<string, string>();
  let agents = new Set<string>();
  let isNaming = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [field, value] = fieldIn(line);
    if (field === '') continue;
    if (field === 'user-agent') {
      if (!isNaming) agents = new Set();
      const agent = agentIn(value);
      if (AGENTS.has(agent)) agents.add(agent);
    } else if (RULES.has(field)) {
      for (const agent of agents) rules.set(agent, `${rules.get(agent) ?? ''}${field}: ${value}\n`);
    }
    isNaming = field === 'user-agent';
  }
  return [...rules].map(([agent, lines]) => `User-agent: ${agent}\n${lines}`).join('');
}

/** Name and value of a line; an empty name where it has none. */
function fieldIn(line: string): readonly [string, string] {
  const [said = ''] = line.split('#', 1);
  const end = said.indexOf(':');
  return end < 0 ? ['', ''] : [said.slice(0, end).trim().toLowerCase(), said.slice(end + 1).trim()];
}

/** The program that is spoken to, whatever its version. */
function agentIn(value: string): string {
  const [name = ''] = value.toLowerCase().split('/', 1);
  return name.trim();
}

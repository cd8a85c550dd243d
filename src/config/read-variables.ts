import { readFileSync } from 'node:fs';
import { declaredVariables, type DeclaredVariable, type EnvProblem } from './variable.js';

type Value = string | number | boolean | string[];

interface ReadVariables {
  readonly problems: EnvProblem[];
  /** Words a problem of the named variable, without the value where that is a secret. */
  readonly describe: (name: string, problem: string) => EnvProblem;
}

/** Fills `target` from text variables; what can't be converted becomes a problem. */
export function readVariables(target: object, source: NodeJS.ProcessEnv): ReadVariables {
  const problems: EnvProblem[] = [];
  const describe = (name: string, problem: string): EnvProblem => {
    const variable = declaredVariables().find((candidate) => candidate.name === name);
    const given = source[name];
    const shown =
      variable?.secret || given === undefined || given === '' ? '' : `, but is ${JSON.stringify(given)}`;
    return {
      variable: name,
      problem: `${problem.replace(`${name} `, '')}${shown}`,
      example: variable?.example ?? '',
    };
  };

  for (const variable of declaredVariables()) {
    try {
      const text = textOf(variable, source);
      if (text !== undefined) Object.assign(target, { [variable.name]: convert(variable, text) });
    } catch (error) {
      problems.push(describe(variable.name, error instanceof Error ? error.message : String(error)));
    }
  }
  return { problems, describe };
}

/** An empty variable or file counts as absent: compose files, CI and secrets with a fixed set of keys have them so. */
function textOf({ name, secret }: DeclaredVariable, source: NodeJS.ProcessEnv): string | undefined {
  const text = source[name]?.trim();
  const file = secret ? source[`${name}_FILE`] : undefined;
  if (!file) return text === '' ? undefined : text;
  if (text) throw new Error(`must not be set together with ${name}_FILE`);
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    throw new Error(`can't be read from the file that ${name}_FILE names`);
  }
}

function convert({ type }: DeclaredVariable, text: string): Value {
  switch (type) {
    case 'number':
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error('must be a number');
      return Number(text);
    case 'boolean':
      if (!['true', 'false', '1', '0'].includes(text)) throw new Error('must be true or false');
      return text === 'true' || text === '1';
    case 'list':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
    case 'text':
      return text;
  }
}

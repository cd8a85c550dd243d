/** One instruction of a Dockerfile; continued lines are joined, comments are gone. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of each stage, by the stage's name; what stands before the first one is under ''. */
export function stagesOf(dockerfile: string): Map<string, Instruction[]> {
  const stages = new Map<string, Instruction[]>([['', []]]);
  let stage = '';
  for (const line of dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')) {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) continue;
    if (name === 'FROM') {
      stage = / AS (\S+)$/.exec(rest)?.[1] ?? rest;
      stages.set(stage, []);
    }
    stages.get(stage)!.push({ name, rest });
  }
  return stages;
}

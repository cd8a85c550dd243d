import { children, type Operation } from './walk.js';

/** Describes ids in paths by what they are of: `/tasks/{id}` has the id of a task. */
export function describeIds(operations: readonly Operation[]): void {
  for (const { path, facts } of operations) {
    for (const parameter of children(facts, 'parameters')) {
      if (parameter.in !== 'path' || parameter.description !== undefined) continue;
      const noun = nounBefore(path, String(parameter.name));
      if (noun !== undefined) parameter.description = `Id of the ${noun}.`;
    }
  }
}

/** The collection in front of the parameter, in the singular. */
function nounBefore(path: string, name: string): string | undefined {
  if (name === 'widgetId') return 'widget';
  const [, collection] = new RegExp(`/([a-z-]+)/\\{${name}\\}`).exec(path) ?? [];
  return collection
    ?.replaceAll('-', ' ')
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|x|ss)es$/, '$1')
    .replace(/s$/, '');
}

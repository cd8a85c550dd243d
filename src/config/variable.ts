/** How one environment variable is told to people: in the reference, in `.env.example`, and when its value is wrong. */
export interface VariableFacts {
  readonly about: string;
  readonly example: string;
  /** Never printed, and may come from the file that `NAME_FILE` names. */
  readonly secret: boolean;
  readonly group: string;
}

/** What is wrong with one variable, in words for the person who set it. */
export interface EnvProblem {
  readonly variable: string;
  readonly problem: string;
  readonly example: string;
}

type VariableType = 'text' | 'number' | 'boolean' | 'list';

/** A variable as declared on the class: its facts and the type its text is read as. */
export interface DeclaredVariable extends VariableFacts {
  readonly name: string;
  readonly type: VariableType;
}

const declared: DeclaredVariable[] = [];

const typeOf = (designType: unknown): VariableType => {
  if (designType === Number) return 'number';
  if (designType === Boolean) return 'boolean';
  return designType === Array ? 'list' : 'text';
};

/** Declares a property as an environment variable; class-validator's decorators beside it say what it may hold. */
export function Variable(
  group: string,
  about: string,
  example: string,
  options: { secret?: boolean } = {},
): PropertyDecorator {
  return (target, property) => {
    const type = typeOf(Reflect.getMetadata('design:type', target, property));
    declared.push({ name: String(property), group, about, example, secret: options.secret ?? false, type });
  };
}

/** All declared variables, in the order of their declaration. */
export function declaredVariables(): readonly DeclaredVariable[] {
  return declared;
}

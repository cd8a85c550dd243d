/** How to sign in to the demonstration that a program told of. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

/** The account in a program's words; throws where there is none. */
export function demoAccountIn(output: string): DemoAccount {
  const [, email, password] = /Demo +(\S+)\n +Password +(\S+)/.exec(output) ?? [];
  if (email === undefined || password === undefined) throw new Error(`no account was shown: ${output}`);
  return { email, password };
}

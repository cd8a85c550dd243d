/** SQLSTATE codes that the program tells apart (PostgreSQL manual, appendix A). */
export const SqlState = {
  undefinedTable: '42P01',
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  deadlockDetected: '40P01',
  serializationFailure: '40001',
} as const;

/** Whether the error is PostgreSQL's refusal of a second row with the same key, by the constraint's name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return stateOf(error) === SqlState.uniqueViolation && constraintOf(error) === constraint;
}

/** The SQLSTATE of an error that came from PostgreSQL, with TypeORM's wrapper or without. */
export function stateOf(error: unknown): string | undefined {
  const source = driverErrorOf(error);
  return 'code' in source && typeof source.code === 'string' ? source.code : undefined;
}

function constraintOf(error: unknown): string | undefined {
  const source = driverErrorOf(error);
  return 'constraint' in source && typeof source.constraint === 'string' ? source.constraint : undefined;
}

function driverErrorOf(error: unknown): object {
  if (typeof error !== 'object' || error === null) return {};
  return 'driverError' in error && typeof error.driverError === 'object' ? (error.driverError ?? {}) : error;
}

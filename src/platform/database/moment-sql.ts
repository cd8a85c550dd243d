/** A timestamptz as clients get it where PostgreSQL writes the JSON: RFC 3339 in UTC with `Z`, in milliseconds. */
export function momentSql(expression: string): string {
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

import { DefaultNamingStrategy } from 'typeorm';

const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Columns in snake_case; names of keys and constraints as the SQL migrations write them. */
export class NamingStrategy extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snakeCase(className);
  }

  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return [...prefixes.map(snakeCase), customName ?? snakeCase(property)].join('_');
  }

  override primaryKeyName(table: string | { name: string }): string {
    return `${tableNameOf(table)}_pkey`;
  }

  override foreignKeyName(table: string | { name: string }, columns: string[]): string {
    return `${tableNameOf(table)}_${columns.join('_')}_fkey`;
  }

  override uniqueConstraintName(table: string | { name: string }, columns: string[]): string {
    return `${tableNameOf(table)}_${columns.join('_')}_key`;
  }

  override indexName(table: string | { name: string }, columns: string[]): string {
    return `${tableNameOf(table)}_${columns.join('_')}_idx`;
  }
}

function tableNameOf(table: string | { name: string }): string {
  const name = typeof table === 'string' ? table : table.name;
  return name.split('.').pop() ?? name;
}

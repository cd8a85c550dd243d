const RESERVED = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/**
 * The first key that every object of JavaScript has by itself, such as `constructor`: the libraries that read requests
 * drop such keys without a word, or stumble over them.
 */
export function reservedKeyOf(value: object): string | undefined {
  return Object.keys(value).find((key) => RESERVED.has(key));
}

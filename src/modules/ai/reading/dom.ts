import { DOMParser } from 'linkedom';

/** The part of the DOM that reading needs; the compiler knows no other, for a server has no DOM. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  readonly localName?: string;
  getAttribute?(name: string): string | null;
  remove?(): void;
}

/** A parsed page. */
export interface DomDocument extends DomNode {
  readonly documentElement: DomNode;
  readonly body: DomNode;
}

/** Parses a page, also one that leaves out the frame of a document, which the parser would not add. */
export function parseDocument(markup: string): DomDocument {
  const document: unknown = new DOMParser().parseFromString(framed(markup), 'text/html');
  if (!isDocument(document)) throw new TypeError('the parser made no document');
  return document;
}

function framed(markup: string): string {
  if (!/<body[\s>]/i.test(markup)) return `<html><head></head><body>${markup}</body></html>`;
  return /<html[\s>]/i.test(markup) ? markup : `<html>${markup}</html>`;
}

/** Visits a tree in the order of its text, without recursion, so that depth costs no stack. */
export function visit(
  root: DomNode,
  enter: (node: DomNode) => boolean,
  leave: (node: DomNode) => void,
): void {
  let node: DomNode | null = root;
  while (node) {
    const child: DomNode | null = enter(node) ? node.firstChild : null;
    node = child ?? nextAfter(node, root, leave);
  }
}

function nextAfter(from: DomNode, root: DomNode, leave: (node: DomNode) => void): DomNode | null {
  let node: DomNode | null = from;
  while (node) {
    leave(node);
    if (node === root) return null;
    if (node.nextSibling) return node.nextSibling;
    node = node.parentNode;
  }
  return null;
}

function isDocument(value: unknown): value is DomDocument {
  return isNode(value) && 'body' in value && isNode(value.body);
}

/** Whether a value from one of the DOM libraries is a node. */
export function isNode(value: unknown): value is DomNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value && 'firstChild' in value;
}

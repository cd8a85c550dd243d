import helmet from 'helmet';

const CONTENT_SECURITY_POLICY = {
  directives: {
    defaultSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
  },
  useDefaults: false,
};

type Header = readonly [name: string, value: string];

/** Helmet's headers for an API, asked for once: they are the same on every answer. */
export function securityHeaders(): readonly Header[] {
  const headers: Header[] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  helmet({ contentSecurityPolicy: CONTENT_SECURITY_POLICY })({} as never, recorder as never, () => undefined);
  return headers;
}

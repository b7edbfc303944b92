// The words that worlds and requests are made of: few, so that rules and requests meet, and next to each other, so that some just do not.

export const NAMES = ['a.example.com', 'b.example.com', 'x.a.example.com', 'shop.test', 'example.com', 'other.test'];
/** What a server can be for. */
export const SERVER_HOSTS = ['*', '*.example.com', '*.a.example.com', '*.test', ...NAMES.slice(0, 4)];

export const PATHS = [
  '/',
  '/api',
  '/api/',
  '/api/v1',
  '/api/v1/items',
  '/apix',
  '/API',
  '/Api/V1',
  '/shop',
  '/shop/cart',
  '/a.b',
  '/axb',
  '/items/42',
];
export const PREFIXES = ['/api', '/api', '/api/v1', '/api/v1', '/shop', '/shop/cart', '/items', '/a.b', '/api/v1/items', '/'];
export const STARTS = ['/api', '/ap', '/api/', '/shop/c', '/i', '/api/v', '/apix', '/'];
/** Expressions, with paths that some match, and some match only in part. */
export const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  '/items/[0-9]+': ['/items/42', '/items/42x', '/items/'],
  '/(api|shop)(/.*)?': ['/api', '/shop/cart', '/api/', '/apix'],
  '.*\\.b': ['/a.b', '/api/x.b', '/a.bc', '/axb'],
  '/api/v[12]/.*': ['/api/v1/items', '/api/v2/', '/api/v3/items', '/api/v1'],
  '(?i)/api(/v1)?': ['/API', '/api/v1', '/Api/V1', '/api/v1/items'],
  '/.*': ['/api', '/', '/shop/cart'],
  '/[^/]*': ['/api', '/', '/api/'],
  '(/api|/shop)/?': ['/api/', '/shop', '/shop/cart'],
};

/** Headers, with values that they have. */
export const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'x-canary': ['yes', 'no', 'yes-please', 'YES', ''],
  'X-User': ['alice', 'alfred', 'bob'],
  cookie: ['version=v2', 'a=b; version=v2; c=d', 'version=v22'],
};
/** Query parameters, with values that they have. */
export const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  version: ['v1', 'v2', 'v10', ''],
  debug: ['true', 'trues', 'TRUE'],
};
/** What matches such values, by prefix and by expression. */
export const VALUE_STARTS = ['y', 'al', 'v', 'version=', 'tr', 'yes'];
export const VALUE_EXPRESSIONS = ['y.*', 'al(ice|fred)', '(.*; )?version=v2(;.*)?', 'v[0-9]', '[a-z]+', '.*', 'true'];

/** Where pages come from that may read answers. */
export const ORIGINS = ['https://shop.test', 'https://www.shop.test'];

/** Paths that lead elsewhere. */
export const TARGETS = ['/', '/v2', '/new/', '/deep/er'];

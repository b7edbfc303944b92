import { Dice } from '../addresses/dice';
import { Draft } from './draft';
import { NAMES, ORIGINS } from './vocabulary';

/** Changes one thing, by as little as may make a difference. */
export function spoil(dice: Dice, draft: Draft): void {
  CHANGES[dice.weighted({ path: 40, headers: 14, query: 10, host: 16, method: 6, port: 7, tls: 7 })](dice, draft);
}

const CHANGES = {
  path: spoilPath,
  headers: spoilHeaders,
  query: spoilQuery,
  host: spoilHost,
  method: spoilMethod,
  port: spoilPort,
  tls: spoilTls,
};

function spoilPath(dice: Dice, draft: Draft): void {
  const { path } = draft;
  draft.path = dice.oneOf([
    `${path}x`,
    `${path}/`,
    path.slice(0, -1) || '/',
    path.replace(/\/$/, '') || '/',
    path.toUpperCase(),
    path.toLowerCase(),
    `/x${path}`,
    path.replace(/\/[^/]*$/, '') || '/',
    path.replace('/', '//'),
    `${path}/../api`,
    `${path}/./v1`,
    path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    `${path}%2Fx`,
    `${path};v=1`,
  ]);
}

function spoilHeaders(dice: Dice, draft: Draft): void {
  const [name] = Object.keys(draft.headers);
  if (name === undefined) {
    draft.headers['x-canary'] = dice.oneOf(['yes', 'y', '']);
  } else if (dice.percent(40)) {
    delete draft.headers[name];
  } else {
    draft.headers[name] = dice.oneOf([
      `${draft.headers[name]}x`,
      draft.headers[name].toUpperCase(),
      draft.headers[name].slice(1),
      `x, ${draft.headers[name]}`,
    ]);
  }
}

function spoilQuery(dice: Dice, draft: Draft): void {
  const { query } = draft;
  draft.query = dice
    .oneOf(['', `${query}x`, `${query}&version=v1&version=v2`, 'version', 'VERSION=v1', query.replace('=', '%3D'), `a=1&${query}`])
    .replace(/^&|&$/, '');
}

function spoilHost(dice: Dice, draft: Draft): void {
  const other = dice.oneOf(NAMES);
  switch (dice.weighted({ other: 30, port: 25, upper: 15, dot: 5, sub: 10, both: 15 })) {
    case 'other':
      draft.host = other;
      break;
    case 'port':
      draft.authority = `${draft.host}:${dice.oneOf([draft.port, 1234])}`;
      break;
    case 'upper':
      draft.authority = draft.host.toUpperCase();
      break;
    case 'dot':
      draft.authority = `${draft.host}.`;
      break;
    case 'sub':
      draft.host = `sub.${draft.host}`;
      break;
    case 'both':
      draft.authority = other; // the name asked for inside is not the one of the connection
      break;
  }
}

function spoilMethod(dice: Dice, draft: Draft): void {
  if (dice.percent(35)) {
    preflight(dice, draft);
    return;
  }
  draft.method = dice.oneOf(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PURGE']);
}

/** What a browser asks before it sends a request from a page of another site. */
function preflight(dice: Dice, draft: Draft): void {
  draft.method = 'OPTIONS';
  draft.headers = { ...draft.headers, origin: dice.oneOf([...ORIGINS, 'https://evil.test']), 'access-control-request-method': 'GET' };
}

function spoilPort(dice: Dice, draft: Draft): void {
  const { port } = draft;
  draft.port = dice.oneOf([80, 443, 8080, 8443, 8081, 9000].filter((other) => other !== port));
  draft.tls = [443, 8443].includes(draft.port);
}

function spoilTls(dice: Dice, draft: Draft): void {
  if (draft.tls) {
    draft.sni = dice.oneOf([...NAMES, 'nobody.example.org']);
  }
  draft.hasClientCertificate = dice.percent(50);
}

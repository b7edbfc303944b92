import { quoted, refuse } from '../values/coded-error';
import { struct, text, truth } from '../values/input';
import { RouteRequest } from './evaluation';
import { HttpScheme } from './http-scheme';
import { normalPath } from './normal-path';
import { unknownWords } from './unknown-words';

/** A request as it comes in at a listener. */
export interface IncomingRequest {
  readonly scheme: HttpScheme;
  readonly port: number;
  /** What the client asks for: host, and the port where it sends one. */
  readonly authority: string;
  /** The host that is asked for, in lower case. */
  readonly hostname: string;
  readonly path: string;
  /** With its "?"; empty without. */
  readonly query: string;
  readonly method: string;
  /** By name in lower case; `host` is the authority, as Envoy has it. */
  readonly headers: ReadonlyMap<string, string>;
  /** Nothing: TLS was opened without a name, as it is for an address. */
  readonly sni?: string;
  readonly hasClientCertificate: boolean;
  readonly sourceLabels: { readonly [key: string]: string };
  readonly sourceNamespace?: string;
}

const WORDS = [
  'url',
  'method',
  'headers',
  'sni',
  'hasClientCertificate',
  'sourceLabels',
  'sourceNamespace',
] satisfies (keyof RouteRequest)[];
const URL = /^(https?):\/\/(\[[0-9A-Fa-f:.]+\]|[^\s/?#:@[\]]+)(?::(\d{1,5}))?([/][!-"$->@-~]*)?(\?[!-"$-~]*)?$/;
const USUAL_PORTS = { [HttpScheme.HTTP]: 80, [HttpScheme.HTTPS]: 443 };

/** The port that an URL of a scheme does not write. */
export function usualPort(scheme: HttpScheme): number {
  return USUAL_PORTS[scheme];
}

/** The parts of a request, or the problem `request.url`. */
export function parseRequest(request: RouteRequest): IncomingRequest {
  const { url, method = 'GET', headers = {}, sni, hasClientCertificate = false, sourceLabels = {}, sourceNamespace } = struct(request);
  const [unknown] = unknownWords(request, WORDS);
  if (unknown !== undefined) {
    throw refuse(unknown.id, unknown.what, unknown.fix, unknown.allowed);
  }
  const { scheme, host, port, path, query } = parseUrl(url);
  const given = byName(headers);
  const authority = given.get('host') ?? (port === usualPort(scheme) ? host : `${host}:${port}`);
  given.set('host', authority);
  return {
    ...{ scheme, port, path, query, authority },
    method: text(method),
    hasClientCertificate: truth(hasClientCertificate),
    sourceLabels: struct(sourceLabels),
    sourceNamespace: sourceNamespace === undefined ? undefined : text(sourceNamespace),
    headers: given,
    hostname: withoutPort(authority).toLowerCase(),
    sni: (sni === undefined ? nameFor(host) : text(sni))?.toLowerCase(),
  };
}

/** Headers by name in lower case; what has one name is one header with several values. */
function byName(headers: { readonly [name: string]: string }): Map<string, string> {
  const found = new Map<string, string>();
  for (const [given, value] of Object.entries(struct(headers))) {
    const name = given.toLowerCase();
    const other = found.get(name);
    found.set(name, other === undefined ? text(value) : `${other},${text(value)}`);
  }
  return found;
}

/** A host as it is asked for, without its port. */
export function withoutPort(authority: string): string {
  return authority.replace(/:\d*$/, '');
}

function parseUrl(url: string): { scheme: HttpScheme; host: string; port: number; path: string; query: string } {
  const parts = URL.exec(text(url));
  const port = parts?.[3] === undefined ? undefined : Number(parts[3]);
  if (parts === null || port === 0 || (port ?? 0) > 65535) {
    const fix = 'write one such as "https://shop.example.com/api?x=1"';
    throw refuse('request.url', `${quoted(url)} is not an URL of HTTP`, fix, 'http or https, a host, and if need be port, path and query');
  }
  const scheme = parts[1] as HttpScheme;
  const [host, path, query] = [parts[2], parts[4] ?? '/', parts[5] ?? ''] as [string, string, string];
  return { scheme, host, port: port ?? usualPort(scheme), path: normalPath(path), query };
}

/** The name that clients ask for: none when they connect to an address. */
function nameFor(host: string): string | undefined {
  return host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host) ? undefined : host;
}

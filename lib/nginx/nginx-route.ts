import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Backend, ResolvedService } from '../core/backend';
import { LateDefect, defectsOf } from '../core/findings';
import { k8s } from '../core/k8s.private';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { ResolvedSecret, SecretRef } from '../core/secret-ref';
import { HttpRule } from '../routing/http-rule';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { Host } from '../values/host';
import { fieldsOf, madeBy } from '../values/input';
import { IpAddress } from '../values/ip-address';
import { IngressPath, IngressRule, readIngressRules, unsupported } from './http-rules';
import { claimPath } from './path-claims';
import { orderDefects } from './rule-order';

/** What a route through ingress-nginx says, whichever way it is made. */
export interface NginxRouteOptions {
  /**
   * Which requests the route is for: an exact DNS name, or `*.example.com` for the names one label below it
   * (`shop.example.com`, not `a.shop.example.com`). Reported otherwise: `host.*`, `nginx.host-ip` (kube-apiserver), and
   * `nginx.unsupported` for `*`, since that is the default server of ingress-nginx, which answers `/healthz` by itself and never
   * shows the certificate of a route.
   */
  readonly host: string;

  /**
   * Which backend gets a request, by its path. At least one; a request that no rule takes gets status 404.
   *
   * Rules are tried in order, but ingress-nginx takes the most exact path wherever it stands. So rules have to be written in an
   * order in which both come to the same, the more exact path first; `nginx.rule-order` is reported otherwise.
   *
   * Also reported: `route.*`, `nginx.unsupported` for a word an Ingress cannot say, `nginx.path-syntax` and
   * `nginx.path-suspicious` for a path its admission webhook refuses, `nginx.duplicate-path` for one that is taken,
   * `nginx.backend-namespace` for a Service elsewhere, and what backends and paths report themselves.
   */
  readonly rules: HttpRule[];

  /**
   * The certificate of the host, a Secret of type `kubernetes.io/tls` in the namespace of the route; `nginx.secret-namespace` is
   * reported when it is a Secret of this program that stands elsewhere. Plain HTTP requests are then redirected to HTTPS with
   * status 308, unless the controller's config says `ssl-redirect: "false"`.
   * @default - HTTP is served, and HTTPS with a certificate that the controller signs itself
   */
  readonly tls?: SecretRef;

  /**
   * Name of the Ingress, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of the Ingress, which has to be that of its backends and of its Secret.
   * @default - the namespace of the chart, else the default of the cluster
   */
  readonly namespace?: string;
}

/** Properties of {@link NginxRoute}. */
export interface NginxRouteProps extends NginxRouteOptions {
  /**
   * Name of the IngressClass that serves the route: `stack.ingressClass` of a NginxIngressStack, or one that exists in the
   * cluster. Nobody serves an Ingress of an unknown class.
   * @default 'nginx'
   */
  readonly ingressClass?: string;
}

/** How requests for one host get from ingress-nginx to their backends: an Ingress. Its place is the chart of its backends. */
export class NginxRoute extends Resource {
  private readonly host: string;
  private readonly ingressClass: string;
  private readonly rules: readonly IngressRule[];
  private readonly tls?: SecretRef;

  public constructor(scope: Construct, id: string, props: NginxRouteProps) {
    super(scope, id);
    const { ingressClass = 'nginx', namespace, host, rules, tls, name } = fieldsOf(props);
    this.host = host;
    this.ingressClass = ingressClass;
    this._findings.parse('ingressClass', ingressClass, parseDnsSubdomain);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    const isHost = this._findings.parse('host', host, parseIngressHost) !== undefined;
    this.rules = readIngressRules(this._findings, rules);
    this.tls = this._findings.parseOptional('tls', tls, parseTls);

    const metadata = { name: this._nameOf(name), namespace };
    addObject(this, 'Resource', k8s.KubeIngress, { metadata, spec: () => this._spec() });
    if (isHost) {
      this.claimPaths();
    }
    this._findings.check(() => [...this.backendDefects(), ...this.secretDefects()]);
  }

  /** @internal */
  public _spec(): unknown {
    const { host, tls } = this;
    const spec: k8s.IngressSpec = {
      ingressClassName: this.ingressClass,
      rules: [{ host, http: { paths: this.rules.flatMap((rule) => this.renderPaths(rule)) } }],
      tls: tls && [{ hosts: [host], secretName: tls._resolve().name }],
    };
    return spec;
  }

  private renderPaths({ backend, paths }: IngressRule): k8s.HttpIngressPath[] {
    const { name, port } = serviceOf(backend);
    return paths.map(({ path, pathType }) => ({ path, pathType, backend: { service: { name, port: { number: port } } } }));
  }

  /** The same path twice in this route is never used; one that another route has is known when the tree is complete. */
  private claimPaths(): void {
    const said = new Set<string>();
    const claims = this.rules.flatMap(({ paths }) =>
      paths.flatMap((path) => {
        const { pathType, path: text, field } = path;
        if (said.size === said.add(`${pathType} ${text}`).size) {
          this._findings.error(saidTwice(path), field);
          return [];
        }
        return [{ path, owner: claimPath(this, `${this.ingressClass} ${this.host}`, path) }];
      }),
    );
    this._findings.check(() =>
      claims.flatMap(({ path, owner }) => {
        const route = owner();
        return route === undefined || route === this ? [] : [taken(route.node.path, this.host, path)];
      }),
    );
  }

  private backendDefects(): LateDefect[] {
    const targets = new Map<Backend, string>();
    const unreachable = this.rules.flatMap(({ field, backend }) =>
      defectsOf(`${field}.action`, () => {
        const { name, port } = this.besideThis('Service', 'nginx.backend-namespace', serviceOf(backend));
        targets.set(backend, `${name}:${port}`);
      }),
    );
    const paths = this.rules.flatMap((rule) => rule.paths.map((path) => ({ ...path, target: targets.get(rule.backend) })));
    return [...unreachable, ...orderDefects(paths)];
  }

  private secretDefects(): LateDefect[] {
    const { tls } = this;
    return tls === undefined ? [] : defectsOf('tls', () => this.besideThis('Secret', 'nginx.secret-namespace', tls._resolve()));
  }

  /** An Ingress refers to objects by name alone, so they have to be in its own namespace (kube-apiserver). */
  private besideThis<T extends ResolvedService | ResolvedSecret>(kind: string, id: string, object: T): T {
    const { name, namespace } = object;
    const own = namespaceOf(this.apiObject);
    if (namespace !== undefined && namespace !== own) {
      throw refuse(
        id,
        `${kind} ${quoted(`${namespace}/${name}`)} is out of reach of this Ingress, which is in namespace ${quoted(own)}`,
        `make a route for it with namespace ${quoted(namespace)}`,
        `a ${kind} in the namespace of the Ingress`,
      );
    }
    return object;
  }
}

const parseTls = madeBy(SecretRef, 'SecretRef.fromName(…) or SecretRef.fromSecret(…)');

function serviceOf(backend: Backend): ResolvedService & { readonly port: number } {
  const target = backend._resolve();
  if ('host' in target) {
    throw unsupported(`host ${quoted(target.host)}`, 'an Ingress can only lead to a Service');
  }
  return target;
}

function parseIngressHost(text: string): string {
  const host = Host.parse(text);
  if (text === '*') {
    throw unsupported('a route for every host', 'its default server keeps some paths to itself and never shows the certificate of a route');
  }
  if (host.isIpv4) {
    const isAddress = defectsOf('host', () => IpAddress.parse(text)).length === 0;
    const reason = isAddress ? 'is an address, which an Ingress cannot have for a host' : 'is read as an address by clients, and is none';
    throw refuse('nginx.host-ip', `${quoted(text)} ${reason}`, 'write a DNS name');
  }
  return text;
}

function saidTwice({ pathType, path }: IngressPath): LateDefect {
  const what = `an earlier rule has ${pathType} ${quoted(path)} already, and ingress-nginx never uses the second`;
  return { id: 'nginx.duplicate-path', what, fix: 'keep each path in one rule' };
}

function taken(owner: string, host: string, { path, field }: IngressPath): LateDefect {
  const place = `path ${quoted(path)} of host ${quoted(host)}`;
  const what = `${place} belongs to route ${quoted(owner)}, and ingress-nginx refuses a second Ingress for it`;
  return { id: 'nginx.duplicate-path', field, what, fix: 'keep each path of a host in one route' };
}

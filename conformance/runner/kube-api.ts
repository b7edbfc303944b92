import { Agent, request } from 'node:http';
import { parse } from 'yaml';
import { KubeObject } from '../../lib/manifests/document';
import { Cause, Stored, StoredEvent } from './kube-objects';

/** Under which name we write, unless told otherwise. */
export const FIELD_MANAGER = 'conformance';

/** What the API server said to one request. */
export interface KubeAnswer {
  /** HTTP status. Under server-side apply: 201 created, 200 changed or the same, 4xx and 500 refused. */
  readonly status: number;
  /** Reason, message and causes of a refusal. */
  readonly reason?: string;
  readonly message?: string;
  readonly causes: readonly Cause[];
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
  /** The object as it is now. */
  readonly object?: Stored;
}

export interface KubeEvent {
  /** `kind/name` of what it is about. */
  readonly about: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

export interface WriteOptions {
  /** Where a document goes that names no namespace. @default 'default' */
  readonly namespace?: string;
  /** Everything is checked, nothing is stored. */
  readonly dryRun?: boolean;
  /** @default 'Strict' */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** @default 'conformance' */
  readonly fieldManager?: string;
}

interface Resource {
  readonly name: string;
  readonly namespaced: boolean;
}

interface Discovered extends Resource {
  readonly kind: string;
}

interface Failure {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly Cause[] };
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** A document as text, so that the server reads what a user wrote, or as an object. */
export type Written = string | KubeObject;

/** The Kubernetes API behind a Unix socket. A refusal is an answer, not an exception. */
export class KubeApi {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly discovered = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  public constructor(private readonly socketPath: string) {}

  /** Server-side apply, as a GitOps controller does it. */
  public async apply(document: Written, options: WriteOptions = {}): Promise<KubeAnswer> {
    const object = objectOf(document);
    const query = queryOf(options) + '&force=true';
    return this.at(object, options.namespace, (path) =>
      this.call({ method: 'PATCH', path: `${path}?${query}`, contentType: 'application/apply-patch+yaml', body: textOf(document) }),
    );
  }

  /** Plain creation. It tells unknown fields and wrong types apart more precisely than `apply`. */
  public async create(document: Written, options: WriteOptions = {}): Promise<KubeAnswer> {
    return this.at(objectOf(document), options.namespace, (path) =>
      this.call({
        method: 'POST',
        path: `${path.slice(0, path.lastIndexOf('/'))}?${queryOf(options)}`,
        contentType: 'application/yaml',
        body: textOf(document),
      }),
    );
  }

  public async get(document: Written, namespace?: string): Promise<KubeAnswer> {
    return this.at(objectOf(document), namespace, (path) => this.call({ method: 'GET', path }));
  }

  /** Deletes at once; what depends on the object stays, since no controller manager runs here. */
  public async delete(document: Written, namespace?: string): Promise<KubeAnswer> {
    const query = 'propagationPolicy=Background&gracePeriodSeconds=0';
    return this.at(objectOf(document), namespace, (path) => this.call({ method: 'DELETE', path: `${path}?${query}` }));
  }

  /** A namespace ends only when its finalizer is removed, which the controller manager would do. Its objects have to be gone before. */
  public async deleteNamespace(name: string): Promise<void> {
    const path = `/api/v1/namespaces/${name}`;
    const { object } = await this.call({ method: 'DELETE', path });
    if (object?.kind === 'Namespace') {
      const body = JSON.stringify({ ...object, spec: { finalizers: [] } });
      await this.call({ method: 'PUT', path: `${path}/finalize`, contentType: 'application/json', body });
    }
  }

  public async events(namespace: string): Promise<KubeEvent[]> {
    const events = await this.list<StoredEvent>(`/api/v1/namespaces/${namespace}/events`);
    return events.map(({ involvedObject, type, reason, message }) => {
      return { about: `${involvedObject.kind}/${involvedObject.name}`, type, reason, message };
    });
  }

  /** All objects of a collection, such as `/api/v1/services`. */
  public async list<T extends Stored = Stored>(path: string): Promise<T[]> {
    const { status, text } = await this.exchange({ method: 'GET', path });
    if (status !== 200) {
      throw new Error(`GET ${path}: ${text}`);
    }
    return (JSON.parse(text) as { items: T[] }).items;
  }

  /** Any request; `path` with its query. */
  public async call(call: Call): Promise<KubeAnswer> {
    const { status, warnings, text } = await this.exchange(call);
    if (status < 400) {
      return { status, warnings, causes: [], object: JSON.parse(text) as Stored };
    }
    const body = (text.startsWith('{') ? JSON.parse(text) : { message: text }) as Failure;
    return { status, warnings, reason: body.reason, message: body.message, causes: body.details?.causes ?? [] };
  }

  /** Asks on until `probe` finds something; nothing when it has not after `limit` milliseconds. */
  public async waitFor<T>(limit: number, probe: () => Promise<T | undefined>): Promise<T | undefined> {
    for (const late = Date.now() + limit; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const found = await probe();
      if (found !== undefined || Date.now() > late) {
        return found;
      }
    }
  }

  public close(): void {
    this.agent.destroy();
  }

  private async at(object: KubeObject, namespace: string | undefined, use: (path: string) => Promise<KubeAnswer>): Promise<KubeAnswer> {
    const { apiVersion, kind, metadata } = object;
    const resource = (await this.resourcesOf(apiVersion)).get(kind);
    if (resource === undefined) {
      return { status: 404, reason: 'NotFound', message: `no kind ${kind} in ${apiVersion}`, causes: [], warnings: [] };
    }
    const within = resource.namespaced ? `/namespaces/${metadata.namespace ?? namespace ?? 'default'}` : '';
    return use(`${rootOf(apiVersion)}${within}/${resource.name}/${encodeURIComponent(metadata.name)}`);
  }

  private async resourcesOf(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    let found = this.discovered.get(apiVersion);
    if (found === undefined) {
      found = this.discover(apiVersion);
      this.discovered.set(apiVersion, found);
    }
    return found;
  }

  /** No kind at all where the group is not served. */
  private async discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const { status, text } = await this.exchange({ method: 'GET', path: rootOf(apiVersion) });
    return resourcesByKind(status === 200 ? (JSON.parse(text) as { resources: Discovered[] }).resources : []);
  }

  private async exchange({ method, path, contentType, body }: Call): Promise<{ status: number; warnings: string[]; text: string }> {
    const headers = { accept: 'application/json', ...(contentType === undefined ? {} : { 'content-type': contentType }) };
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.socketPath, agent: this.agent, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const warnings = (response.headersDistinct.warning ?? []).map(warningText);
          resolve({ status: response.statusCode ?? 0, warnings, text: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** The text of a Warning header, which the API server writes as `299 - "text"`. */
export function warningText(header: string): string {
  return header.replace(/^299 \S+ "(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function resourcesByKind(resources: readonly Discovered[]): ReadonlyMap<string, Resource> {
  // A subresource, such as services/status, has the kind of what it belongs to.
  return new Map(resources.filter(({ name }) => !name.includes('/')).map((resource) => [resource.kind, resource]));
}

function queryOf({ dryRun = false, fieldValidation = 'Strict', fieldManager = FIELD_MANAGER }: WriteOptions): string {
  return `fieldManager=${fieldManager}&fieldValidation=${fieldValidation}${dryRun ? '&dryRun=All' : ''}`;
}

function objectOf(document: Written): KubeObject {
  return typeof document === 'string' ? (parse(document, { uniqueKeys: false }) as KubeObject) : document;
}

function textOf(document: Written): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

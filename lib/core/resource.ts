import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { refuse } from '../values/coded-error';
import { parseDnsSubdomain } from '../values/dns-name';
import { Findings } from './findings';

/**
 * The base of every construct of this library. Its primary object is the child with id `Resource`, so `ApiObject.of(x)`
 * finds it, and JSON patches on it are the escape hatch for whatever the types do not say.
 */
export abstract class Resource extends Construct {
  /** @throws `chart.missing` outside a chart, where no object can be */
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    if (!this.node.scopes.some((construct) => Chart.isChart(construct))) {
      const what = `"${this.node.path}" stands in no chart, and so in no file`;
      throw refuse('chart.missing', what, `make a Chart first: new MyConstruct(new Chart(scope, 'name'), '${id}', …)`);
    }
  }

  /** The primary Kubernetes object of this construct. */
  public get apiObject(): ApiObject {
    return ApiObject.of(this);
  }

  /** Name of the primary object, as written to YAML. */
  public get name(): string {
    return this.apiObject.name;
  }

  /** @internal */
  protected get _findings(): Findings {
    return Findings.of(this);
  }

  /**
   * The name an object gets: the prop, else the construct id as written. A wrong one is reported, and still used where it is
   * a text, since nothing is rendered then.
   * @internal
   */
  protected _nameOf(name = this.node.id, parse: (text: string) => string = parseDnsSubdomain): string {
    this._findings.parse('name', name, parse);
    return typeof name === 'string' ? name : this.node.id;
  }
}

/** A cluster-scoped document carries no namespace; cdk8s puts the one of the chart on every object. */
export function withoutNamespace<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return object;
}

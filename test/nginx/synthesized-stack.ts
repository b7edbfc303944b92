import { Testing } from 'cdk8s';
import { NginxIngressStack, NginxIngressStackProps } from '../../lib/nginx/nginx-ingress-stack';
import { chartWith } from '../support/charts';

export type Document = Record<string, any>;

/** The documents of a stack, found by kind and name. */
export class SynthesizedStack {
  public readonly documents: Document[];

  public constructor(props: NginxIngressStackProps = {}, chartProps: { namespace?: string } = {}) {
    this.documents = Testing.synth(chartWith((chart) => void new NginxIngressStack(chart, 'stack', props), chartProps)) as Document[];
  }

  public ofKind(...kinds: string[]): Document[] {
    return this.documents.filter(({ kind }) => kinds.includes(kind));
  }

  public the(kind: string, name: string): Document {
    const found = this.ofKind(kind).filter(({ metadata }) => metadata.name === name);
    expect(found).toHaveLength(1);
    return found[0];
  }

  public get pod(): Document {
    return this.the('Deployment', 'ingress-nginx-controller').spec.template;
  }

  public get container(): Document {
    return this.pod.spec.containers[0];
  }

  public argsOfJob(command: string): string[] {
    return this.the('Job', `ingress-nginx-admission-${command}-1-15-1`).spec.template.spec.containers[0].args;
  }
}

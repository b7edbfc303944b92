import { App, Chart, Testing, Yaml } from 'cdk8s';
import { Construct } from 'constructs';

/** A chart in an App of its own, with what `build` puts into it. */
export function chartWith(build: (chart: Chart) => void, props: { namespace?: string } = {}): Chart {
  const app = new App({ outdir: '/nowhere' });
  const chart = new Chart(app, 'chart', props);
  build(chart);
  return chart;
}

/** The documents of a chart as they would be written. */
export function yamlOf(build: (chart: Chart) => void, props: { namespace?: string } = {}): string {
  return Yaml.stringify(...(Testing.synth(chartWith(build, props)) as unknown[]));
}

/** The one document of a kind. */
export function documentOf(kind: string, build: (chart: Chart) => void, props: { namespace?: string } = {}): Record<string, any> {
  const found = (Testing.synth(chartWith(build, props)) as Record<string, any>[]).filter((document) => document.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The lines a user would see: each `[path] id: …`. */
export function problemsOf(build: (scope: Construct) => void, props: { namespace?: string } = {}): string[] {
  const chart = chartWith(build, props);
  try {
    Testing.synth(chart);
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';

/** A chart of a Helm repository, in one version. */
export interface HelmChart {
  /** URL of the repository. */
  readonly repository: string;
  readonly name: string;
  /** Exactly one: what runs is then what was reviewed. */
  readonly version: string;
}

/** A chart that a GitOps controller keeps installed. */
export interface HelmRelease {
  readonly name: string;
  /** Where the chart puts its objects. */
  readonly namespace: string;
  readonly chart: HelmChart;
  /** What the chart is told, asked when everything is known. */
  readonly values: () => { readonly [key: string]: unknown };
}

/** The name of a release: an RFC 1123 label that Helm allows 53 characters, as charts append to it. */
export function parseReleaseName(name: string): string {
  if (parseDnsLabel(name).length > 53) {
    const what = `${quoted(name)} has ${name.length} characters, and Helm refuses it as the name of a release`;
    throw refuse('helm.release-name', what, 'shorten it', 'at most 53 characters');
  }
  return name;
}

import { Manifests } from '../../manifests/manifests';
import { filled } from '../../manifests/raw';
import { metalLbObjects } from './objects';

/** One definition of a community alias. */
export interface CommunityAlias {
  /** Construct path of its Community. */
  readonly origin: string;
  /** Name of its Community. */
  readonly object: string;
  /** Where it stands in there. */
  readonly field: string;
  readonly name: string;
  readonly value?: string;
}

export function communityAliases(manifests: Manifests): readonly CommunityAlias[] {
  return metalLbObjects(manifests).communities.flatMap(({ origin, name: object, spec }) =>
    (spec.communities ?? []).flatMap(({ name, value }, index) => {
      const alias = filled(name);
      return alias === undefined ? [] : [{ origin, object, field: `spec.communities[${index}]`, name: alias, value: filled(value) }];
    }),
  );
}

/** Whether a text is a value and not an alias, as the webhook tells them apart. */
export function isCommunityValue(text: string): boolean {
  return text.includes(':');
}

/** `large:global:local:local`; MetalLB has no other community of four parts. */
export function isLargeCommunity(text: string): boolean {
  return /^large(:\d+){3}$/.test(text);
}

package world

import "sigs.k8s.io/yaml"

// Open reads a world. Its Secrets are made first and become documents like all others.
func Open(w World, authority *Authority) (Parsed, error) {
	text := w.YAML
	for _, wanted := range w.Secrets {
		secret, err := authority.Secret(wanted)
		if err != nil {
			return Parsed{}, err
		}
		document, err := yaml.Marshal(secret)
		if err != nil {
			return Parsed{}, err
		}
		text += "\n---\n" + string(document)
	}
	return Parse(text), nil
}

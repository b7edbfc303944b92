package main

import "fmt"

// definition lists every key a CRD may have, down to the single schema keyword.
var definition = object(map[string]rule{
	"apiVersion": keep,
	"kind":       keep,
	"metadata": object(map[string]rule{
		"name":              keep,
		"annotations":       drop,
		"creationTimestamp": drop,
		"labels":            drop,
	}),
	"spec": object(map[string]rule{
		"group": keep,
		"names": object(map[string]rule{
			"categories": keep,
			"kind":       keep,
			"listKind":   keep,
			"plural":     keep,
			"shortNames": keep,
			"singular":   keep,
		}),
		"scope":      keep,
		"versions":   storageVersion,
		"conversion": drop,
	}),
	"status": drop,
})

var version = object(map[string]rule{
	"name":                     keep,
	"schema":                   object(map[string]rule{"openAPIV3Schema": schema}),
	"served":                   keep,
	"storage":                  keep,
	"subresources":             keep,
	"additionalPrinterColumns": drop,
	"deprecated":               drop,
	"deprecationWarning":       drop,
	"selectableFields":         drop,
})

// storageVersion keeps the one version the API server stores. The other versions
// are not even looked at: they may use keywords that nobody here has to know.
func storageVersion(path string, in any) (any, error) {
	list, ok := in.([]any)
	if !ok {
		return nil, wrongShape(path, "a list", in)
	}
	var stored []any
	for i, item := range list {
		if v, _ := item.(map[string]any); v["storage"] != true {
			continue
		}
		v, err := version(fmt.Sprintf("%s[%d]", path, i), item)
		if err != nil {
			return nil, err
		}
		stored = append(stored, v)
	}
	if len(stored) != 1 {
		return nil, fmt.Errorf("%s: want one storage version, got %d", path, len(stored))
	}
	return stored, nil
}

// keywords is filled in init because a schema contains schemas.
var keywords map[string]rule

func schema(path string, in any) (any, error) {
	return object(keywords)(path, in)
}

func init() {
	keywords = map[string]rule{
		"properties":           mapOf(schema),
		"items":                schema,
		"additionalProperties": orBool(schema),
		"allOf":                listOf(schema),
		"anyOf":                listOf(schema),
		"oneOf":                listOf(schema),
		"not":                  schema,
	}
	for _, k := range []string{
		"type", "format", "enum", "default", "nullable", "required",
		"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
		"minLength", "maxLength", "pattern",
		"minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
		"x-kubernetes-embedded-resource", "x-kubernetes-int-or-string",
		"x-kubernetes-list-map-keys", "x-kubernetes-list-type",
		"x-kubernetes-map-type", "x-kubernetes-preserve-unknown-fields",
	} {
		keywords[k] = keep
	}
	// Prose for people, and expressions that only an API server evaluates.
	for _, k := range []string{
		"description", "title", "example", "examples", "externalDocs",
		"x-kubernetes-validations",
	} {
		keywords[k] = drop
	}
}

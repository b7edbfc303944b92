package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// A rule turns one value of a CRD into the value that is written.
type rule func(path string, in any) (any, error)

// drop removes a key knowingly. A key without any rule is an error.
var drop rule

// object applies one rule per key: for objects whose keys are keywords.
func object(rules map[string]rule) rule {
	return fields(func(path, key string) (rule, error) {
		r, known := rules[key]
		if !known {
			return nil, fmt.Errorf("%s: keyword %q is neither kept nor removed", path, key)
		}
		return r, nil
	})
}

// mapOf applies one rule to all values: for objects whose keys are names.
func mapOf(r rule) rule {
	return fields(func(string, string) (rule, error) { return r, nil })
}

// fields goes through the keys in order, so that of two errors always the same
// one is reported.
func fields(ruleOf func(path, key string) (rule, error)) rule {
	return func(path string, in any) (any, error) {
		obj, ok := in.(map[string]any)
		if !ok {
			return nil, wrongShape(path, "an object", in)
		}
		out := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(obj)) {
			r, err := ruleOf(path, key)
			if err != nil {
				return nil, err
			}
			if r == nil {
				continue
			}
			if out[key], err = r(child(path, key), obj[key]); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
}

func listOf(r rule) rule {
	return func(path string, in any) (any, error) {
		list, ok := in.([]any)
		if !ok {
			return nil, wrongShape(path, "a list", in)
		}
		out := make([]any, len(list))
		for i, item := range list {
			value, err := r(fmt.Sprintf("%s[%d]", path, i), item)
			if err != nil {
				return nil, err
			}
			out[i] = value
		}
		return out, nil
	}
}

func orBool(r rule) rule {
	return func(path string, in any) (any, error) {
		if _, ok := in.(bool); ok {
			return in, nil
		}
		return r(path, in)
	}
}

// keep copies a value as it is. What YAML can say and JSON cannot (a timestamp,
// a key that is no string) would change on its way, hence the check.
func keep(path string, in any) (any, error) {
	switch in.(type) {
	case nil, bool, int, int64, uint64, float64, string:
		return in, nil
	case []any:
		return listOf(keep)(path, in)
	case map[string]any:
		return mapOf(keep)(path, in)
	}
	return nil, wrongShape(path, "a JSON value", in)
}

var plainKey = regexp.MustCompile(`^[\w$-]+$`)

func child(path, key string) string {
	if plainKey.MatchString(key) {
		return path + "." + key
	}
	return fmt.Sprintf("%s[%q]", path, key)
}

func wrongShape(path, want string, got any) error {
	return fmt.Errorf("%s: want %s, got %T", path, want, got)
}

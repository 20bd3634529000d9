"""Whether what an adapter asked is what the vendor's own description allows."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from jsonschema import Draft202012Validator

from atrevete_adapters.simulation import Exchange

Json = dict[str, Any]

# Stripe's forms carry text only; these are numbers and truths.
_NUMBERS = {"quantity", "unit_amount", "amount", "expires_at", "limit", "gte"}


def wrong_in_openapi(description: Json, exchange: Exchange, body: object) -> list[str]:
    """What an OpenAPI description finds wrong with a request; nothing is good."""
    method, path = exchange.operation.split(" ", 1)
    operation, shared = _operation(description, method.lower(), path)
    allowed = {
        each["name"] for each in [*shared, *operation.get("parameters", [])] if "name" in each
    }
    asked = {name.partition("[")[0] for name in parse_qs(exchange.query)}
    wrong = [f"unknown parameter {name}" for name in asked - allowed]
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return [*wrong, *(["a body that nobody asked for"] if body else [])]
    schema = next(iter(content.values()))["schema"] | {"components": description["components"]}
    found = Draft202012Validator(schema).iter_errors(body)
    return [*wrong, *(f"{error.json_path}: {error.message}" for error in found)]


def _operation(description: Json, method: str, path: str) -> tuple[Json, list[Json]]:
    for template, item in description["paths"].items():
        pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method in item:
            return item[method], item.get("parameters", [])
    raise AssertionError(f"the vendor has no {method} {path}")


def wrong_in_chatwoot(description: Json, exchange: Exchange) -> list[str]:
    body = json.loads(exchange.body) if exchange.body else None
    return wrong_in_openapi(description, exchange, body)


def wrong_in_stripe(description: Json, exchange: Exchange) -> list[str]:
    if exchange.operation.startswith("GET "):
        return wrong_in_openapi(description, exchange, None)
    return wrong_in_openapi(description, exchange, nested(exchange.body))


def nested(form: str) -> Json:
    """`a[b][0][c]=1` as the object that it stands for."""
    whole: Json = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        keys = re.findall(r"[^\[\]]+", name)
        here = whole
        for key in keys[:-1]:
            here = here.setdefault(key, {})
        here[keys[-1]] = _typed(keys[-1], value)
    lists: Json = _with_lists(whole)
    return lists


def _typed(key: str, value: str) -> object:
    if value in {"true", "false"}:
        return value == "true"
    return int(value) if key in _NUMBERS else value


def _with_lists(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    if found and all(key.isdigit() for key in found):
        return [_with_lists(found[key]) for key in sorted(found, key=int)]
    return {key: _with_lists(value) for key, value in found.items()}


def wrong_in_google(description: Json, exchange: Exchange) -> list[str]:
    """Google's discovery document is a dialect of its own: names and types are compared."""
    method, path = exchange.operation.split(" ", 1)
    operation = _google_operation(description, method, path)
    allowed = set(operation.get("parameters", {})) | set(description["parameters"])
    wrong = [f"unknown parameter {name}" for name in set(parse_qs(exchange.query)) - allowed]
    body = json.loads(exchange.body) if exchange.body else None
    if "request" not in operation:
        return [*wrong, *(["a body that nobody asked for"] if body else [])]
    schemas = description["schemas"]
    return wrong + _wrong_values(body, {"$ref": operation["request"]["$ref"]}, schemas, "$")


def _google_operation(description: Json, method: str, path: str) -> Json:
    for resource in description["resources"].values():
        for operation in resource["methods"].values():
            pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(operation["path"]))
            if operation["httpMethod"] == method and re.fullmatch(f".*/{pattern}", path):
                found: Json = operation
                return found
    raise AssertionError(f"Google has no {method} {path}")


def _wrong_values(value: Any, schema: Json, schemas: Json, where: str) -> list[str]:
    schema = schemas[schema["$ref"]] if "$ref" in schema else schema
    kinds: dict[str, type | tuple[type, ...]] = {
        "object": dict,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "array": list,
    }
    if not isinstance(value, kinds[schema["type"]]):
        return [f"{where} is no {schema['type']}"]
    if isinstance(value, list):
        parts = [(each, schema["items"], f"{where}[]") for each in value]
    elif isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        unknown = [f"{where}.{key} is unknown" for key in value if key not in known and not others]
        if unknown:
            return unknown
        parts = [(each, known.get(key, others), f"{where}.{key}") for key, each in value.items()]
    else:
        return []
    return [wrong for part in parts for wrong in _wrong_values(part[0], part[1], schemas, part[2])]

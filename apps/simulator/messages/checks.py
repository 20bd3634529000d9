"""What the API refuses in a request of the right shape, with the words that it uses."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from .shape import (
    Block,
    Message,
    MessagesRequest,
    TextBlock,
    ThinkingBlock,
    Tool,
    ToolResultBlock,
    ToolUseBlock,
)

#: Of this generation on: no sampling, no prefill, no forced tools; thinking stays where it was.
_NEW = ("claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5")
_MOST_BREAKPOINTS = 4
_MOST_STRICT_TOOLS = 20
_MOST_OPTIONAL = 24
_MOST_UNIONS = 16
_KEYWORDS = frozenset({
    "type", "description", "enum", "const", "properties", "required", "additionalProperties",
    "items", "anyOf", "format", "title", "default", "$defs", "$ref", "minItems",
})  # fmt: skip
_EFFORTS_WITHOUT_BETWEEN = frozenset({"xhigh", "max"})

Signed = Callable[[str, Sequence[Message]], str]


class InvalidRequest(ValueError):
    """What the API answers with 400 `invalid_request_error`."""


def parsed(body: bytes) -> MessagesRequest:
    """The request. Raises InvalidRequest for a body of another shape."""
    try:
        return MessagesRequest.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        told = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found)
        raise InvalidRequest("; ".join(told)) from error


def check(request: MessagesRequest, signed: Signed) -> None:
    """Raises InvalidRequest. `signed` gives the signature of thinking after those messages."""
    for complaint in _complaints(request, signed):
        raise InvalidRequest(complaint)


def _complaints(request: MessagesRequest, signed: Signed) -> Iterator[str]:
    if request.model.startswith(_NEW):
        yield from _of_new_models(request)
    yield from _of_messages(request.messages)
    yield from _of_tools(request.tools)
    yield from _of_thinking(request, signed)
    if _breakpoints(request) > _MOST_BREAKPOINTS:
        yield f"A maximum of {_MOST_BREAKPOINTS} blocks with cache_control may be provided."


def _of_new_models(request: MessagesRequest) -> Iterator[str]:
    for name in ("temperature", "top_p", "top_k"):
        if getattr(request, name) is not None:
            yield f"{name}: this parameter is not supported by this model."
    thinking, effort = request.thinking, request.output_config and request.output_config.effort
    if thinking and thinking.type in {"enabled", "disabled"}:
        yield f"thinking.type: '{thinking.type}' is not supported by this model."
    if thinking and thinking.type == "between_tools" and effort in _EFFORTS_WITHOUT_BETWEEN:
        yield f"thinking: between_tools is not supported at effort {effort}."
    if request.tool_choice and request.tool_choice.type in {"any", "tool"}:
        yield "tool_choice: forced tool use is not supported by this model."
    if request.messages[-1].role == "assistant":
        yield "messages: this model does not support assistant message prefill."


def _of_messages(messages: Sequence[Message]) -> Iterator[str]:
    if messages[0].role != "user":
        yield "messages: first message must use the user role."
    asked: list[str] = []
    for number, message in enumerate(messages):
        results = [each.tool_use_id for each in message.blocks if isinstance(each, ToolResultBlock)]
        if asked and sorted(results) != sorted(asked):
            yield (
                f"messages.{number}: tool_use ids were found without tool_result blocks "
                "immediately after."
            )
        if not asked and results:
            yield f"messages.{number}: unexpected tool_use_id in tool_result blocks."
        if results and not all(_is_result(each) for each in message.blocks[: len(results)]):
            yield f"messages.{number}: tool_result blocks must come first."
        uses = [each.id for each in message.blocks if isinstance(each, ToolUseBlock)]
        if uses and message.role == "user":
            yield f"messages.{number}: tool_use blocks can only be in assistant messages."
        if results and message.role == "assistant":
            yield f"messages.{number}: tool_result blocks can only be in user messages."
        asked = uses
    if asked and messages[-1].role == "assistant":
        yield "messages: the last tool_use blocks have no tool_result."


def _is_result(block: Block) -> bool:
    return isinstance(block, ToolResultBlock)


def _of_tools(tools: Sequence[Tool]) -> Iterator[str]:
    names = [each.name for each in tools]
    if len(set(names)) < len(names):
        yield "tools: Tool names must be unique."
    strict = [each for each in tools if each.strict]
    if len(strict) > _MOST_STRICT_TOOLS:
        yield f"tools: Too many strict tools ({len(strict)}); the maximum is {_MOST_STRICT_TOOLS}."
    optional = sum(len(_optional(each.input_schema)) for each in strict)
    if optional > _MOST_OPTIONAL:
        yield f"Schemas contains too many optional parameters ({optional}) (limit: 24)."
    unions = sum(_unions(each.input_schema) for each in strict)
    if unions > _MOST_UNIONS:
        yield f"Schemas contains too many parameters with union types ({unions}) (limit: 16)."
    for tool in tools:
        if tool.input_schema.get("type") != "object":
            yield f"tools.{tool.name}.input_schema.type: Input should be 'object'."
    for tool in strict:
        yield from (f"tools.{tool.name}: {each}" for each in _of_schema(tool.input_schema))


def _schemas(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """A schema and all those in it."""
    if not isinstance(schema, dict):
        return
    yield schema
    for inner in schema.get("properties", {}).values():
        yield from _schemas(inner)
    yield from _schemas(schema.get("items"))
    for inner in (*schema.get("anyOf", ()), *schema.get("$defs", {}).values()):
        yield from _schemas(inner)


def _of_schema(schema: dict[str, Any]) -> Iterator[str]:
    for each in _schemas(schema):
        unknown = set(each) - _KEYWORDS
        if unknown:
            yield f"the schema keyword {min(unknown)} is not supported in strict mode."
        if each.get("type") == "object" and each.get("additionalProperties") is not False:
            yield "additionalProperties must be explicitly set to false for every object."


def _optional(schema: dict[str, Any]) -> list[str]:
    return [
        name
        for each in _schemas(schema)
        for name in each.get("properties", {})
        if name not in each.get("required", [])
    ]


def _unions(schema: dict[str, Any]) -> int:
    return sum("anyOf" in each or isinstance(each.get("type"), list) for each in _schemas(schema))


def _of_thinking(request: MessagesRequest, signed: Signed) -> Iterator[str]:
    for number, message in enumerate(request.messages):
        for block in message.blocks:
            if not isinstance(block, ThinkingBlock):
                continue
            if block.signature != signed(request.model, request.messages[:number]):
                yield f"messages.{number}: thinking block is bound to a different conversation."


def _breakpoints(request: MessagesRequest) -> int:
    system = request.system if isinstance(request.system, list) else []
    blocks = [block for message in request.messages for block in message.blocks]
    marked: list[TextBlock | Tool | Block] = [*request.tools, *system, *blocks]
    return sum(getattr(each, "cache_control", None) is not None for each in marked)

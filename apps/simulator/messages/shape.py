"""The documented shape of a request to `POST /v1/messages`, as narrow as the API itself.

A key that the API does not know is an error there, so it is one here.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_NAME = r"^[a-zA-Z0-9_-]{1,128}$"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class CacheControl(Shape):
    type: Literal["ephemeral"]
    ttl: Literal["5m", "1h"] = "5m"


class TextBlock(Shape):
    type: Literal["text"]
    text: Annotated[str, Field(min_length=1, pattern=r"\S")]
    cache_control: CacheControl | None = None


class ToolUseBlock(Shape):
    type: Literal["tool_use"]
    id: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$")]
    name: Annotated[str, Field(pattern=_NAME)]
    input: dict[str, Any]
    cache_control: CacheControl | None = None


class ToolResultBlock(Shape):
    type: Literal["tool_result"]
    tool_use_id: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$")]
    content: str | list[TextBlock] = ""
    is_error: bool = False
    cache_control: CacheControl | None = None


class ThinkingBlock(Shape):
    type: Literal["thinking"]
    thinking: str
    signature: str


class RedactedThinkingBlock(Shape):
    type: Literal["redacted_thinking"]
    data: str


Block = Annotated[
    TextBlock | ToolUseBlock | ToolResultBlock | ThinkingBlock | RedactedThinkingBlock,
    Field(discriminator="type"),
]


class Message(Shape):
    role: Literal["user", "assistant"]
    content: Annotated[str, Field(min_length=1)] | Annotated[list[Block], Field(min_length=1)]

    @property
    def blocks(self) -> list[Block]:
        if isinstance(self.content, str):
            return [TextBlock(type="text", text=self.content)]
        return self.content


class Tool(Shape):
    type: Literal["custom"] = "custom"
    name: Annotated[str, Field(pattern=_NAME)]
    description: Annotated[str, Field(min_length=1)] = "-"
    input_schema: dict[str, Any]
    strict: bool = False
    cache_control: CacheControl | None = None


class ToolChoice(Shape):
    type: Literal["auto", "any", "tool", "none"]
    name: str | None = None
    disable_parallel_tool_use: bool = False


class Thinking(Shape):
    type: Literal["enabled", "disabled", "adaptive", "between_tools"]
    budget_tokens: Annotated[int | None, Field(ge=1024)] = None
    display: Literal["summarized", "omitted"] | None = None


class OutputConfig(Shape):
    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = None
    format: dict[str, Any] | None = None


class Metadata(Shape):
    user_id: Annotated[str | None, Field(max_length=256)] = None


class MessagesRequest(Shape):
    """A body of `POST /v1/messages`."""

    model: Annotated[str, Field(min_length=1, max_length=256)]
    max_tokens: Annotated[int, Field(ge=1, le=128_000)]
    messages: Annotated[list[Message], Field(min_length=1, max_length=100_000)]
    system: str | Annotated[list[TextBlock], Field(min_length=1)] | None = None
    tools: list[Tool] = []
    tool_choice: ToolChoice | None = None
    thinking: Thinking | None = None
    output_config: OutputConfig | None = None
    metadata: Metadata | None = None
    cache_control: CacheControl | None = None
    stop_sequences: list[str] = []
    service_tier: Literal["auto", "standard_only"] | None = None
    stream: bool = False
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None

"""What Chatwoot makes of an outgoing text: Liquid first, then CommonMark into WhatsApp's marks.

Source: Chatwoot's `liquidable.rb` and `whats_app_renderer.rb`.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

_VARIABLE = re.compile(r"\{\{-?\s*([\w.]+)\s*(?:\|[^{}]*)?-?\}\}")
_CODE = re.compile(r"(`.*?`)", re.DOTALL)
_COMMONMARK = MarkdownIt("commonmark")


def expand_liquid(text: str, values: Mapping[str, str]) -> str:
    """Put the values in the place of `{{contact.name}}`; an unknown variable becomes nothing.

    A text with a Liquid error (a tag, an unclosed brace) stays as it is; code stays too.
    """
    plain = _CODE.sub("", text)
    leftover = _VARIABLE.sub("", plain)
    if "{%" in plain or "{{" in leftover:
        return text
    parts = _CODE.split(text)
    return "".join(
        part if part.startswith("`") else _VARIABLE.sub(lambda m: values.get(m[1], ""), part)
        for part in parts
    )


def whatsapp_text(markdown: str) -> str:
    """The text as WhatsApp receives it: `**b**` is `*b*`, `*x*` is `_x_`, links are bare."""
    tree = SyntaxTreeNode(_COMMONMARK.parse(markdown))
    return _blocks(tree.children).rstrip("\n")


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> str:
    """Blocks one below the other, with the empty lines that the writer left between them."""
    if not nodes:
        return ""
    texts = [_block(nodes[0])]
    for above, below in pairwise(nodes):
        texts.append("\n" * (1 + _empty_lines(above, below)) + _block(below))
    return "".join(texts)


def _empty_lines(above: SyntaxTreeNode, below: SyntaxTreeNode) -> int:
    if above.map is None or below.map is None:
        return 0
    return max(0, below.map[0] - _last_line(above))


def _last_line(node: SyntaxTreeNode) -> int:
    """Where the node's own text ends: a list's range also covers the empty lines below it."""
    inner = [_last_line(child) for child in node.children if child.map is not None]
    if node.type in {"bullet_list", "ordered_list", "list_item", "blockquote"} and inner:
        return max(inner)
    return node.map[1] if node.map is not None else 0


def _block(node: SyntaxTreeNode) -> str:
    if node.type in {"bullet_list", "ordered_list"}:
        return _list(node)
    if node.type == "blockquote":
        return "> " + _blocks(node.children)
    if node.type in {"fence", "code_block"}:
        return f"```\n{node.content}```"
    if node.type == "inline":
        return _inline(node.token.children or []) if node.token is not None else ""
    if node.children:
        return "".join(_block(child) for child in node.children)
    return node.content


def _list(node: SyntaxTreeNode) -> str:
    start = int(node.attrs.get("start", 1))
    lines = []
    for number, item in enumerate(node.children, start=start):
        mark = "- " if node.type == "bullet_list" else f"{number}. "
        lines.append(mark + _blocks(item.children))
    return "\n".join(lines)


_MARKS = {
    "strong_open": "*",
    "strong_close": "*",
    "em_open": "_",
    "em_close": "_",
    "softbreak": "\n",
    "hardbreak": "\n",
}


def _inline(tokens: Sequence[Token]) -> str:
    text = ""
    in_link = False
    for token in tokens:
        if token.type == "link_open":
            text += str(token.attrs["href"])
            in_link = True
        elif token.type == "link_close":
            in_link = False
        elif not in_link:
            text += _leaf(token)
    return text


def _leaf(token: Token) -> str:
    if token.type in _MARKS:
        return _MARKS[token.type]
    if token.type == "code_inline":
        return f"`{token.content}`"
    if token.type in {"text", "text_special"}:
        return token.content
    return ""

"""An interpreter that says what it was told to say."""

from collections import deque
from collections.abc import Callable, Iterable

from atrevete_core.ports.language_model import ModelUnavailable, Request, Understood

Answer = Understood | Exception | Callable[[Request], Understood]


class ScriptedModel:
    """The port `LanguageModel`. Answers come from a list, in order; `requests` is what it heard.

    An exception in the list is raised; a function is asked. After the last answer it is
    unavailable.
    """

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self.requests: list[Request] = []
        self._answers = deque(answers)

    def add(self, *answers: Answer) -> None:
        self._answers.extend(answers)

    async def reason(self, request: Request) -> Understood:
        self.requests.append(request)
        if not self._answers:
            raise ModelUnavailable("the script has ended")
        answer = self._answers.popleft()
        if isinstance(answer, Understood):
            return answer
        if isinstance(answer, Exception):
            raise answer
        return answer(request)

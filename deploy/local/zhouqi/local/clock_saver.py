"""The business time is saved again and again; a disk without room for it ends no stack."""

from zhouqi.local.business_time import BusinessTime
from zhouqi.local.status_output import StatusOutput


class ClockSaver:
    """Saves, and says when it cannot, and when it can again."""

    def __init__(self, time: BusinessTime, output: StatusOutput) -> None:
        self._time = time
        self._output = output
        self._failing = False

    def save(self) -> None:
        """Keep the present business time for the next start, if the disk takes it.

        Until then a next start goes on at the time that was saved last.
        """
        try:
            self._time.save()
        except OSError as error:
            if not self._failing:
                self._output.trouble("clock", f"the business time cannot be saved: {error.strerror}")
            self._failing = True
        else:
            if self._failing:
                self._output.done("clock", "the business time is saved again")
            self._failing = False

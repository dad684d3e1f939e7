"""The one door to the fast paths: many events are folded in fewer statements, to the same rows.

The plain path folds a stream from its first event (``fold.stream_fold``) and upserts its state and rows
(``fold.tables``): :meth:`Projector.refold` is nothing else. Two things are faster, and nothing more than that:

``batches_of``, ``fold_batch``
    A batch goes on from the state that is kept beside a stream's rows, instead of reading the whole stream again;
    a stream that can't go on so is folded by the plain path.
``load``
    A rebuild writes rows by COPY into tables that have nothing of the streams yet, instead of upserting them.

Only ``fold.projector`` imports this package, and none of its modules. Tests compare the rows of either path with
those of the plain one (``test_fast``, ``test_copy_load``), so that who reads the mechanism can leave it out.
"""

from zhouqi.events.fast.copy_load import load
from zhouqi.events.fast.incremental import VERSION, Batch, batches_of, fold_batch

__all__ = ["VERSION", "Batch", "batches_of", "fold_batch", "load"]

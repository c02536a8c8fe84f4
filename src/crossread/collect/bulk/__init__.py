"""Many statements at once: folders, JSONL, Parquet, WARC, and single files and addresses.

`find_items` gives what it finds one after another, in bounded memory, and never ends at a
damaged item: what cannot be taken is a `Refusal` with its place and the reason.
"""

from crossread.collect.bulk.find import find_items, size_of
from crossread.collect.bulk.item import Item, ItemLimits, Parse

__all__ = ["Item", "ItemLimits", "Parse", "find_items", "size_of"]

"""Getting hold of a text: from a file, an address or standard input.

`load_readout` touches the world; `read_bytes` is the pure half of it. Libraries that read one
format are loaded only when a document of that format comes in.
"""

from crossread.collect.reading import read_bytes
from crossread.collect.source import load_readout

__all__ = ["load_readout", "read_bytes"]

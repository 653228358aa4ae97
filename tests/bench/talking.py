"""A process that prints lines, some of them JSON, and ends as it is told."""

import sys

if __name__ == "__main__":
    print('{"done": 1}\nnot JSON\n{"done": 2}')
    sys.exit(int(sys.argv[1]))

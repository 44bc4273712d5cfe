"""`python -m gehoor` is the console script."""

import sys

from gehoor.cli import main

sys.exit(main())

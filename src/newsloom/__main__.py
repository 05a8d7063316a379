"""`python -m newsloom` is the command `newsloom`."""

from newsloom.cli import main

main()

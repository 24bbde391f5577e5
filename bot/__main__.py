"""`python -m bot` is `interview-bot`."""

from bot.cli import main

main()

"""The rows of the tables. Every row belongs to a workspace; ids are never given out twice.

The columns of a table are the fields of its value in `bot.interviews`, except for people,
who stand in their own table. `tests/storage` holds the two together, and the migrations
and these files.
"""

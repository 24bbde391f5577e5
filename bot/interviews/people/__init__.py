"""People: who there is, how they want to be told, and when they could meet.

`people` is who is known and who recruits, `passing_on` what they write to one another through the
bot. What they prefer (`preferring`) decides when they are left alone (`attention`) and which way a
notice goes (`channels`). `availability` is when they work and what they have on; `openings` and
`diary` find times and people by it.
"""

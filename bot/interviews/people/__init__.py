"""People: who there is, how they want to be told, and when they could meet.

`people` is who is known and who recruits, `passing_on` what they write to one another through the
bot. What they prefer decides when they are left alone (`attention`) and which way a notice goes
(`channels`). `availability` is when they work and what they have on; `openings` are the times that
two of them have in common.
"""

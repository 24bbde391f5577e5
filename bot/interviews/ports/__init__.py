"""What the rules need from outside: who keeps what they say, and who brings it to people.

`book` is a book that keeps everything, opened for one transaction; what it keeps of notices is
`ledger`, of people `roster`; `erasure` is what is still to be taken out of somebody, `removal` what
moving in and out needs. `storage` implements all of these. `post` delivers: Slack's door and the
mail have one each.
"""
